/** Defines the settings of all Kafka topics and creates the topics. */
@NullMarked
package dev.notifier.kafka.topics;

import org.jspecify.annotations.NullMarked;
