package dev.notifier.kafka.batch;

import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one poll, or some of them.
 *
 * @param topicIds Kafka's ids of the topics; a topic that is deleted and created again has a new id
 * @param committed up to where Kafka says that the group had processed the partitions before
 */
public record PolledBatch(
    ConsumerRecords<byte[], byte[]> records,
    Map<String, UUID> topicIds,
    Map<TopicPartition, Long> committed) {}
