package dev.notifier.api.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantQuotasTest {
  private final TestQuotas test = new TestQuotas();
  private final TenantQuotas quotas = test.quotas;

  @ParameterizedTest
  @CsvSource({
    "0, 1000, OK",
    "799, 1000, OK",
    "800, 1000, WARNING_80",
    "949, 1000, WARNING_80",
    "950, 1000, WARNING_95",
    "999, 1000, WARNING_95",
    "1000, 1000, REACHED",
    "9223372036854775807, 9223372036854775807, REACHED",
    "1, 9223372036854775807, OK",
    "0, 1, OK",
    "1, 1, REACHED",
    "2, 3, OK",
    "9223372036854775807, , OK"
  })
  void theLevelIsThatOfTheUsedSegments(long used, @Nullable Long limit, QuotaLevel level) {
    assertThat(QuotaLevel.of(used, limit)).isEqualTo(level);
  }

  @Test
  void onlyATenantWithAQuotaReachesIt() {
    test.limits.put("son-la", 100L);
    test.used.put("son-la", 99L);
    test.used.put("hue", 1_000_000L);
    test.used.put("son-la~test", 1_000_000L);
    quotas.refresh();

    assertThat(quotas.isReached("son-la")).isFalse();
    assertThat(quotas.isReached("hue")).isFalse();
    assertThat(quotas.isReached("son-la~test")).isFalse();
    test.used.put("son-la", 100L);
    assertThat(quotas.isReached("son-la")).as("not read yet").isFalse();
    quotas.refresh();
    assertThat(quotas.isReached("son-la")).isTrue();
    test.limits.put("son-la", 200L);
    assertThat(quotas.isReached("son-la")).as("raised").isFalse();
  }

  @Test
  void nothingIsRefusedBecauseOfAFailure() {
    test.limits.put("son-la", 100L);
    test.limits.put("hue", 100L);
    test.used.put("son-la", 100L);
    test.isDown = true;
    quotas.refresh();
    assertThat(quotas.isReached("son-la")).as("never read").isFalse();
    assertThat(quotas.find("son-la")).isNull();

    test.isDown = false;
    quotas.refresh();
    test.isDown = true;
    test.used.put("hue", 100L);
    quotas.refresh();
    assertThat(quotas.isReached("son-la")).as("the last sums").isTrue();
    assertThat(quotas.isReached("hue")).isFalse();
    test.passUntil(Instant.parse("2026-11-30T23:59:59Z"));
    assertThat(quotas.isReached("son-la")).isTrue();
    test.passUntil(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(quotas.isReached("son-la")).as("another month").isFalse();
    QuotaDocument next = Objects.requireNonNull(quotas.find("son-la"));
    assertThat(next)
        .isEqualTo(new QuotaDocument("son-la", "2026-12", 100L, 0, QuotaLevel.OK, null));
  }

  /** Whatever the clock of this machine says. */
  @Test
  void aMonthThatBeganForPostgresqlHasBegun() {
    test.limits.put("son-la", 100L);
    test.used.put("son-la", 100L);
    test.month = YearMonth.of(2026, 12);
    test.now = Instant.parse("2026-12-01T00:00:01Z");
    quotas.refresh();
    assertThat(quotas.isReached("son-la")).isTrue();
    assertThat(Objects.requireNonNull(quotas.find("son-la")).month()).isEqualTo("2026-12");
  }

  @Test
  void refusedEventsAreSentAgainAfterAnHourOrInTheNextMonth() {
    assertThat(TenantQuotas.retryAfterSeconds(TestQuotas.NOW)).isEqualTo(3_600);
    assertThat(TenantQuotas.retryAfterSeconds(Instant.parse("2026-11-30T23:00:00Z")))
        .isEqualTo(3_600);
    assertThat(TenantQuotas.retryAfterSeconds(Instant.parse("2026-11-30T23:59:50Z"))).isEqualTo(11);
    assertThat(TenantQuotas.retryAfterSeconds(Instant.parse("2026-11-30T23:59:59.999Z")))
        .isEqualTo(1);
  }

  @Test
  void onlyOneTimeCodesAndNoticesContinue() {
    assertThat(Arrays.stream(Category.values()).filter(TenantQuotas::continues))
        .containsExactly(Category.OTP, Category.SERVICE);
  }

  @Test
  void theLevelsOfTenantsAreCounted() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new QuotaMetrics(registry, quotas).event(Category.OTP);
    test.limits.put("a", 100L);
    test.limits.put("b", 100L);
    test.limits.put("c", 100L);
    test.used.put("a", 80L);
    test.used.put("b", 100L);
    test.used.put("other", 100L);
    quotas.refresh();

    assertThat(
            Arrays.stream(QuotaLevel.values())
                .map(level ->
                    registry
                        .get("notifier.quotas.tenants")
                        .tag("level", level.id())
                        .gauge()
                        .value()))
        .containsExactly(1.0, 1.0, 0.0, 1.0);
    assertThat(registry.get("notifier.quotas.events").tag("category", "OTP").counter().count())
        .isEqualTo(1);
    assertThat(registry.get("notifier.quotas.events").counters()).hasSize(4);
    assertThat(quotas.warning()).contains("1 tenants have used their", "1 have used 80 %");
  }

  @Test
  void healthSaysWhatIsWrong() {
    test.isDown = true;
    assertThat(quotas.warning()).as("no quota").isEmpty();
    test.limits.put("a", 100L);
    assertThat(quotas.warning()).contains("not been read");
    test.isDown = false;
    quotas.refresh();
    assertThat(quotas.warning()).isEmpty();

    test.nanos = Duration.ofSeconds(121).toNanos();
    assertThat(quotas.warning()).contains("not been read");
    test.countedAt = TestQuotas.NOW.minusSeconds(121);
    quotas.refresh();
    assertThat(quotas.warning()).contains("not been counted");
    test.countedAt = null;
    quotas.refresh();
    assertThat(quotas.warning()).contains("not been counted");
  }
}
