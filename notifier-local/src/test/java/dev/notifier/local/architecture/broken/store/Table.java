package dev.notifier.local.architecture.broken.store;

import dev.notifier.local.architecture.broken.local.Everything;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.NullMarked;

/** Knows the local start, and Kafka. */
@NullMarked
public record Table(Everything everything, ProducerRecord<byte[], byte[]> sent) {}
