package dev.notifier.kafka.loop;

import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * The records of one poll.
 *
 * @param topicIds Kafka's ids of the topics; a topic that is deleted and created again has a new id
 */
public record PolledBatch(ConsumerRecords<byte[], byte[]> records, Map<String, UUID> topicIds) {}
