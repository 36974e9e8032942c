package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.worker.feeding.AutomaticStop.Ended;
import dev.notifier.worker.feeding.AutomaticStop.Failures;
import dev.notifier.worker.feeding.AutomaticStop.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticStopTest {
  private static final UUID BATCH = new UUID(0, 1);

  private final AutomaticStop stop =
      new AutomaticStop(new Settings(Duration.ofMinutes(10), 500, 20, 5));

  @ParameterizedTest
  @CsvSource({
    "499,  499, RECEIPT_UNDELIVERED, false",
    "500,  100, RECEIPT_UNDELIVERED, false",
    "500,  101, RECEIPT_UNDELIVERED, true",
    "1000,  80, RECEIPT_UNDELIVERED, false",
    "1000,  50, CARRIER_REJECTED, false",
    "1000,  51, CARRIER_REJECTED, true",
    "1000,  51, CARRIER_INVALID_SOURCE, true",
    "1000,  51, CARRIER_INVALID_DESTINATION, false",
    "1000,  51, OF_A_NEWER_RELEASE, true",
  })
  void soManyFailuresStopABatch(long lines, long failed, String reason, boolean stops) {
    assertThat(decide(0, lines, Map.of(reason, failed)) != null).isEqualTo(stops);
  }

  @Test
  void theReasonSaysHowManyFailedAndHow() {
    assertThat(decide(0, 1_000, Map.of("CARRIER_REJECTED", 60L, "RECEIPT_UNDELIVERED", 90L)))
        .isEqualTo(
            "60 of 1000 lines that carriers got in the last 10 minutes failed with CARRIER_REJECTED");
    assertThat(decide(1, 2_000, Map.of("CARRIER_REJECTED", 30L, "RECEIPT_UNDELIVERED", 480L)))
        .isEqualTo("480 of 1970 lines that ended in the last 10 minutes were not delivered");
  }

  /** Rejections arrive at once, and receipts when phones are switched on. */
  @Test
  void rejectionsAreComparedWithWhatCarriersGotAndNotWithReceipts() {
    Failures rejected = new Failures(25_000, Map.of("CARRIER_REJECTED", 500L));
    assertThat(stop.decide(BATCH, 0, new Ended(rejected, new Failures(0, Map.of())), true))
        .isNull();

    Failures undelivered = new Failures(1_000, Map.of("RECEIPT_UNDELIVERED", 201L));
    assertThat(stop.decide(BATCH, 1, new Ended(rejected, undelivered), true))
        .isEqualTo("201 of 1000 lines that ended in the last 10 minutes were not delivered");
  }

  @Test
  void onlyWhatEndedInTheWindowCounts() {
    assertThat(decide(0, 10_000, Map.of("CARRIER_REJECTED", 499L))).isNull();
    assertThat(decide(9, 10_400, Map.of("CARRIER_REJECTED", 519L))).isNull();
    assertThat(decide(10, 10_500, Map.of("CARRIER_REJECTED", 525L))).isNotNull();
    assertThat(decide(30, 11_500, Map.of("CARRIER_REJECTED", 570L))).isNull();
    assertThat(decide(41, 12_000, Map.of("CARRIER_REJECTED", 600L))).isNotNull();
  }

  @Test
  void aBatchThatWasResumedBeginsANewWindow() {
    assertThat(decide(0, 1_000, Map.of("CARRIER_REJECTED", 900L))).isNotNull();
    stop.retain(Set.of());

    Ended before = ended(1_000, Map.of("CARRIER_REJECTED", 900L));
    assertThat(stop.decide(BATCH, 60_000_000_000L, before, false)).isNull();
    Ended good = ended(2_000, Map.of("CARRIER_REJECTED", 910L));
    assertThat(stop.decide(BATCH, 120_000_000_000L, good, false)).isNull();
  }

  private @Nullable String decide(int minute, long lines, Map<String, Long> failed) {
    return stop.decide(BATCH, Duration.ofMinutes(minute).toNanos(), ended(lines, failed), true);
  }

  /** All of which the end is known. */
  private static Ended ended(long lines, Map<String, Long> failed) {
    Map<String, Long> rejected = new HashMap<>(failed);
    Long undelivered = rejected.remove("RECEIPT_UNDELIVERED");
    long allRejected = rejected.values().stream().mapToLong(each -> each).sum();
    return new Ended(
        new Failures(lines, rejected),
        new Failures(
            lines - allRejected,
            undelivered == null ? Map.of() : Map.of("RECEIPT_UNDELIVERED", undelivered)));
  }
}
