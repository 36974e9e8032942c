package dev.notifier.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class KafkaFailureLogTest {
  private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";
  private static final String CONTAINER =
      "org.springframework.kafka.listener.KafkaMessageListenerContainer";
  private static final String ABORTING =
      "Error in kafka producer I/O thread while aborting transaction when during closing: ";

  @Test
  void anUnavailableBrokerIsOneLine() {
    var failure = new KafkaException("Cannot execute transactional method", new TimeoutException());

    assertThat(log(SENDER, failure))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getThrowableProxy()).isNull();
          assertThat(line.getLevel()).isEqualTo(Level.WARN);
          assertThat(line.getFormattedMessage())
              .startsWith("Error in kafka producer I/O thread while aborting transaction")
              .endsWith("KafkaException: Cannot execute transactional method")
              .doesNotContain("\n");
        });
  }

  @Test
  void aWrappedFailureOfSpringsContainerIsOneLine() {
    var failure = new ExecutionException(new TimeoutException("no coordinator"));

    assertThat(log(CONTAINER, failure))
        .singleElement()
        .satisfies(line -> assertThat(line.getThrowableProxy()).isNull());
  }

  @Test
  void aFaultOfALibraryKeepsItsStackTrace() {
    assertThat(log(SENDER, new NullPointerException()))
        .singleElement()
        .satisfies(line -> assertThat(line.getThrowableProxy()).isNotNull());
    assertThat(log(SENDER, new IllegalStateException(new TimeoutException())))
        .singleElement()
        .satisfies(line -> assertThat(line.getThrowableProxy()).isNotNull());
  }

  @Test
  void otherLoggersKeepTheirStackTraces() {
    assertThat(log("dev.notifier.worker", new TimeoutException()))
        .singleElement()
        .satisfies(line -> assertThat(line.getThrowableProxy()).isNotNull());
  }

  @Test
  void whatIsSwitchedOffStaysSo() {
    Logger logger = (Logger) LoggerFactory.getLogger(SENDER);
    logger.setLevel(Level.OFF);
    try {
      assertThat(log(SENDER, new TimeoutException())).isEmpty();
    } finally {
      logger.setLevel(null);
    }
  }

  private static List<ILoggingEvent> log(String name, Exception failure) {
    KafkaFailureLog.install();
    KafkaFailureLog.install();
    Logger logger = (Logger) LoggerFactory.getLogger(name);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      logger.error(ABORTING, failure);
    } finally {
      logger.detachAppender(lines);
    }
    return lines.list;
  }
}
