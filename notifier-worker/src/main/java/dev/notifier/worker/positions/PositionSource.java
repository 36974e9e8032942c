package dev.notifier.worker.positions;

import java.util.List;

/** The positions in Kafka and PostgreSQL. Thread-safe. */
public interface PositionSource {
  /**
   * Takes over Kafka's offsets of the topics of which PostgreSQL knows nothing: after the first
   * start and after an upgrade. Rows that are there stay.
   *
   * @return those of these topics of which Kafka says that records were processed
   * @throws org.apache.kafka.common.KafkaException if Kafka cannot be read
   * @throws org.springframework.dao.DataAccessException if PostgreSQL is unavailable
   */
  List<String> adoptNew();

  /**
   * Compares all partitions of the topics of which PostgreSQL knows something. Changes nothing.
   *
   * @return the partitions on which PostgreSQL is behind; empty if there are none
   * @throws org.apache.kafka.common.KafkaException if Kafka cannot be read
   * @throws org.springframework.dao.DataAccessException if PostgreSQL is unavailable
   */
  List<BehindPartition> behind();
}
