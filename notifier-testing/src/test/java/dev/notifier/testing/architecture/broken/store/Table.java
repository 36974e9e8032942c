package dev.notifier.testing.architecture.broken.store;

import dev.notifier.testing.architecture.broken.local.Everything;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.NullMarked;

/** Depends on the local start and on Kafka, and creates a client. */
@NullMarked
public record Table(Everything everything, ProducerRecord<byte[], byte[]> sent) {
  Admin admin() {
    return Admin.create(Map.of());
  }
}
