/**
 * How the worker reads and writes Kafka: clients with the settings the guarantees rest on, topics,
 * and the loop that moves records from topic to topic exactly once.
 */
@NullMarked
package dev.notifier.worker.kafka;

import org.jspecify.annotations.NullMarked;
