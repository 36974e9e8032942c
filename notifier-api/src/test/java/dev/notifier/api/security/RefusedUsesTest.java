package dev.notifier.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusedUsesTest {
  private long now = 1;
  private final RefusedUses refusals = new RefusedUses(new SimpleMeterRegistry(), () -> now);

  @Test
  void aLineNamesTheKeysSinceTheLastOne() {
    Logger logger = (Logger) LoggerFactory.getLogger(RefusedUses.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      refusals.add("first", RefusedUses.Reason.NETWORK);
      for (int i = 0; i < 30; i++) {
        refusals.add("key" + i % 15, RefusedUses.Reason.NETWORK);
      }
      now += RefusedUses.LOG_INTERVAL.toNanos();
      refusals.add("key2", RefusedUses.Reason.EVENT_TYPE);
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(lines.list).hasSize(2);
    assertThat(lines.list.getLast().getFormattedMessage())
        .startsWith("31 requests ")
        .contains("key0, key1, key2, ", "key9 (at most 10")
        .doesNotContain("first", "key10");
  }
}
