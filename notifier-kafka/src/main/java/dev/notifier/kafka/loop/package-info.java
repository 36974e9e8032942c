/** A loop that reads and writes records in Kafka transactions, exactly once. */
@NullMarked
package dev.notifier.kafka.loop;

import org.jspecify.annotations.NullMarked;
