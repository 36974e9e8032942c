/** How far a group has read its topics, as Kafka and another store know it. */
@NullMarked
package dev.notifier.kafka.positions;

import org.jspecify.annotations.NullMarked;
