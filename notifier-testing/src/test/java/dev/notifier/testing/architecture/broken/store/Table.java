package dev.notifier.testing.architecture.broken.store;

import dev.notifier.testing.architecture.broken.local.Everything;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.NullMarked;

/** Depends on the local start and on Kafka. */
@NullMarked
public record Table(Everything everything, ProducerRecord<byte[], byte[]> sent) {}
