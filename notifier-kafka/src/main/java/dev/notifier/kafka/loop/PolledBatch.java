package dev.notifier.kafka.loop;

import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What one poll brought.
 *
 * @param topicIds Kafka's own ids of the topics: a topic that was deleted and made again has
 *     another one
 */
public record PolledBatch(ConsumerRecords<byte[], byte[]> records, Map<String, UUID> topicIds) {}
