package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.store.advertising.AdvertisingFacts.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdvertisingCheckTest {
  private static final String PHONE = "+84861234567";

  /** 15:00 in Vietnam. */
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private static final Facts GOOD = new Facts(true, true, false, NOW.minusSeconds(9), 0);

  @Test
  void eachConditionHasItsReason() {
    assertThat(reason(new Facts(false, false, true, null, 9)))
        .isEqualTo(FailureReason.ADVERTISING_DISABLED);
    assertThat(reason(new Facts(true, false, true, null, 9))).isEqualTo(FailureReason.NO_CONSENT);
    assertThat(reason(new Facts(true, true, true, null, 9)))
        .isEqualTo(FailureReason.DO_NOT_CALL_OUTDATED);
    assertThat(reason(new Facts(true, true, true, NOW, 9))).isEqualTo(FailureReason.DO_NOT_CALL);
    assertThat(reason(new Facts(true, true, false, NOW, 3)))
        .isEqualTo(FailureReason.ADVERTISING_LIMIT);
    assertThat(reason(GOOD)).isNull();
    assertThat(reason(null)).isEqualTo(FailureReason.ADVERTISING_DISABLED);
  }

  @Test
  void aListIsTooOldAfterThirtyDays() {
    Instant made = NOW.minus(Duration.ofDays(30));

    assertThat(reason(new Facts(true, true, false, made, 0))).isNull();
    assertThat(reason(new Facts(true, true, false, made.minusSeconds(1), 0)))
        .isEqualTo(FailureReason.DO_NOT_CALL_OUTDATED);
  }

  /** How many others the number got is asked when it is sent. */
  @Test
  void thoseThatWaitAreNotCounted() {
    AdvertisingCheck check = check(new Facts(true, true, false, NOW, 2));

    for (int n = 1; n < 5; n++) {
      assertThat(check.reasonNotToSend(event(n, Category.ADVERTISING), PHONE, NOW, false)).isNull();
    }
    assertThat(check.reasonNotToSend(event(1, Category.ADVERTISING), PHONE, NOW, true)).isNull();
    assertThat(check.reasonNotToSend(event(2, Category.ADVERTISING), PHONE, NOW, true))
        .isEqualTo(FailureReason.ADVERTISING_LIMIT);
  }

  @Test
  void thoseOfABatchCountAndCopiesDoNot() {
    AdvertisingCheck check = check(new Facts(true, true, false, NOW, 1));

    assertThat(check.reasonNotToSend(event(1, Category.ADVERTISING), PHONE, NOW, true)).isNull();
    assertThat(check.reasonNotToSend(event(1, Category.ADVERTISING), PHONE, NOW, true)).isNull();
    assertThat(check.reasonNotToSend(event(2, Category.ADVERTISING), PHONE, NOW, true)).isNull();
    assertThat(check.reasonNotToSend(event(3, Category.ADVERTISING), PHONE, NOW, true))
        .isEqualTo(FailureReason.ADVERTISING_LIMIT);
    assertThat(check.reasonNotToSend(event(4, Category.SERVICE), PHONE, NOW, true)).isNull();
  }

  private static @Nullable FailureReason reason(@Nullable Facts facts) {
    return check(facts).reasonNotToSend(event(1, Category.ADVERTISING), PHONE, NOW, true);
  }

  private static AdvertisingCheck check(@Nullable Facts facts) {
    AdvertisingCheck check = new AdvertisingCheck();
    check.add(new AdvertisingCheck.Target("tenant", PHONE), facts);
    return check;
  }

  static EventRecord event(int n, Category category) {
    EventRecord event = PlanHarness.event(n);
    return new EventRecord(
        event.v(),
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        PHONE,
        Map.of("phone", PHONE),
        event.data(),
        category,
        event.expiresAt(),
        event.acceptedAt(),
        event.templateVersion(),
        event.bodyDigest(),
        event.secret());
  }
}
