package dev.notifier.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class FailedAttemptsTest {
  private long now = 1;
  private final FailedAttempts failures = new FailedAttempts(() -> now);

  @Test
  void limitsTheFailuresOfEachAddress() {
    for (int i = 0; i < FailedAttempts.BURST; i++) {
      assertThat(failures.add("203.0.113.7")).isTrue();
    }
    assertThat(failures.add("203.0.113.7")).isFalse();
    assertThat(failures.add("203.0.113.8")).isTrue();

    now += Duration.ofSeconds(2).toNanos();
    assertThat(failures.add("203.0.113.7")).isTrue();
    assertThat(failures.add("203.0.113.7")).isTrue();
    assertThat(failures.add("203.0.113.7")).isFalse();
  }

  @Test
  void anAttemptThatDoesNotFailIsTakenBack() {
    for (int i = 0; i < 3 * FailedAttempts.BURST; i++) {
      assertThat(failures.reserve("203.0.113.7")).isTrue();
      failures.giveBack("203.0.113.7");
    }
    for (int i = 0; i < FailedAttempts.BURST; i++) {
      assertThat(failures.reserve("203.0.113.7")).isTrue();
    }
    assertThat(failures.reserve("203.0.113.7")).isFalse();
  }

  @Test
  void countsWhatIsRemembered() {
    FailedAttempts slow = new FailedAttempts("attempts", Duration.ofMinutes(1), () -> now);
    for (int i = 0; i < 3; i++) {
      assertThat(slow.count("203.0.113.7")).isEqualTo(i);
      slow.reserve("203.0.113.7");
    }
    assertThat(slow.count("203.0.113.8")).isZero();
    now += Duration.ofMinutes(1).toNanos();
    assertThat(slow.count("203.0.113.7")).isEqualTo(2);
    slow.giveBack("203.0.113.7");
    assertThat(slow.count("203.0.113.7")).isEqualTo(1);
    now += Duration.ofMinutes(9).toNanos();
    assertThat(slow.count("203.0.113.7")).isZero();
  }

  @Test
  void theAddressesOfAnIpv6NetworkCountTogether() {
    for (int i = 0; i < FailedAttempts.BURST; i++) {
      assertThat(failures.add("2001:db8:1:2:0:0:0:" + i)).isTrue();
    }
    assertThat(failures.add("2001:db8:1:2:ffff::1%eth0")).isFalse();
    assertThat(failures.add("2001:db8:1:3::1")).isTrue();
  }

  @Test
  void logsOneLineAMinuteWithTheCountAndAMaskedAddress() {
    Logger logger = (Logger) LoggerFactory.getLogger(FailedAttempts.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      for (int i = 0; i < 2_000; i++) {
        failures.add("203.0.113.7");
      }
      now += FailedAttempts.LOG_INTERVAL.toNanos();
      failures.add("203.0.113.7");
    } finally {
      logger.detachAppender(lines);
    }

    List<String> messages = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst()).startsWith("1 requests ").contains("203.0.113.*");
    assertThat(messages.getLast()).startsWith("2000 requests ").doesNotContain("203.0.113.7");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.*",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:*",
    "0:0:0:0:0:0:0:1, 0:0:0:*",
  })
  void masksAddresses(String address, String masked) {
    assertThat(FailedAttempts.masked(address)).isEqualTo(masked);
  }
}
