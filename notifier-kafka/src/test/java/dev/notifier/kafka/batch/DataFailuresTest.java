package dev.notifier.kafka.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DataFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "22001, true",
    "22P02, true",
    "23505, true",
    "23514, true",
    "54000, true",
    "08001, false",
    "08006, false",
    "53100, false",
    "53300, false",
    "57014, false",
    "57P01, false",
    "57P03, false",
    "40001, false",
    "40P01, false",
    "55P03, false",
    "42703, false",
    "42P01, false",
    "25006, false",
    "58030, false",
    "XX000, false",
    ", false",
  })
  void theClassOfTheSqlStateDecides(String state, boolean data) {
    SQLException failure = new SQLException("m", state);
    assertThat(DataFailures.isCausedByData(failure)).isEqualTo(data);
    assertThat(DataFailures.isCausedByData(new IllegalStateException("wrapped", failure)))
        .isEqualTo(data);
  }

  static Stream<Throwable> data() {
    return Stream.of(
        new NullPointerException(),
        new IllegalArgumentException(),
        new ArithmeticException(),
        new RecordTooLargeException(),
        new InvalidTopicException("x"),
        new KafkaException("commit", new RecordTooLargeException()),
        new IllegalStateException(new KafkaException("commit", new RecordTooLargeException())));
  }

  @ParameterizedTest
  @MethodSource("data")
  void aRecordMayHaveCausedIt(Throwable failure) {
    assertThat(DataFailures.isCausedByData(failure)).isTrue();
  }

  static Stream<Throwable> outages() {
    return Stream.of(
        new SQLTransientConnectionException(),
        new RuntimeException(new SQLTransientConnectionException()),
        new TimeoutException("metadata"),
        new NotEnoughReplicasException("x"),
        new ProducerFencedException("x"),
        new CommitFailedException(),
        new KafkaException("the transaction cannot be written", new IllegalStateException()),
        new KafkaException("commit", new TimeoutException("x")),
        new ExecutionException(new NotEnoughReplicasException("x")),
        new java.util.concurrent.TimeoutException(),
        new InterruptedException(),
        new RuntimeException(new InterruptedException()),
        new RuntimeException(new IOException()));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageIsNotCausedByARecord(Throwable failure) {
    assertThat(DataFailures.isCausedByData(failure)).isFalse();
  }
}
