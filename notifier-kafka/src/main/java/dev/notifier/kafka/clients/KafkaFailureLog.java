package dev.notifier.kafka.clients;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Shortens what the Kafka libraries log about an unavailable broker to one line without a stack
 * trace. Notifier reports the failure itself, and the trace says nothing more. Other failures, such
 * as a {@link NullPointerException} in a library, keep theirs. Thread-safe.
 */
public final class KafkaFailureLog extends TurboFilter {
  private static final String KAFKA = "org.apache.kafka.";
  private static final String SPRING_KAFKA = "org.springframework.kafka.";

  /** The failures are causes of others, such as Spring's. */
  private static final int MAX_DEPTH = 8;

  private KafkaFailureLog() {}

  /** Shortens the log of this process from now on; does nothing if that was done before. */
  public static void install() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      synchronized (KafkaFailureLog.class) {
        if (context.getTurboFilterList().stream().noneMatch(KafkaFailureLog.class::isInstance)) {
          context.addTurboFilter(new KafkaFailureLog());
        }
      }
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    Throwable thrown = failure == null ? lastThrowable(arguments) : failure;
    if (thrown == null
        || !(logger.getName().startsWith(KAFKA) || logger.getName().startsWith(SPRING_KAFKA))
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    KafkaException expected = kafkaFailure(thrown);
    if (expected == null) {
      return FilterReply.NEUTRAL;
    }
    String text = MessageFormatter.arrayFormat(format, arguments).getMessage();
    String line = firstLine(text) + " " + RedactedError.of(expected);
    // These libraries log only errors; as a warning, the line would be lost.
    if (logger.isWarnEnabled()) {
      logger.warn(line);
    } else {
      logger.error(line);
    }
    return FilterReply.DENY;
  }

  private static @Nullable Throwable lastThrowable(Object @Nullable [] arguments) {
    return arguments != null
            && arguments.length > 0
            && arguments[arguments.length - 1] instanceof Throwable last
        ? last
        : null;
  }

  /** The failure that Kafka reports; null if something else failed. */
  private static @Nullable KafkaException kafkaFailure(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (cause instanceof KafkaException kafka) {
        return kafka;
      }
      if (!isWrapper(cause)) {
        return null;
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof ExecutionException
        || failure instanceof CompletionException
        || failure.getClass().getName().startsWith("org.springframework.");
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("").strip();
  }
}
