/** The settings of every Kafka topic, and their creation. */
@NullMarked
package dev.notifier.kafka.topics;

import org.jspecify.annotations.NullMarked;
