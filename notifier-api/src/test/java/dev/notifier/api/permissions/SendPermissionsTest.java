package dev.notifier.api.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.quotas.TestQuotas;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.Scope;
import dev.notifier.numbers.MobileNumber;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendPermissionsTest {
  private static final MobileNumber LISTED = number("+84912345678");
  private static final MobileNumber OTHER = number("+84987654321");

  private final SendPermissions permissions =
      TestPermissions.create(new DailyLimits(new TestPermissions.Counts(), InstantSource.system()));

  private static MobileNumber number(String e164) {
    return Objects.requireNonNull(MobileNumber.ofE164(e164), e164);
  }

  private SendPermissions.OfRequest request(KeyKind kind, KeyPermissions of) {
    return permissions.ofRequest(
        new Caller(
            "portal:a",
            "default",
            Set.of(Scope.EVENTS_WRITE),
            new CallerKey("a", kind, of, false, Instant.MAX, false)));
  }

  private static @Nullable ErrorCode code(@Nullable Violation violation) {
    return violation == null ? null : violation.code();
  }

  @Test
  void aCallerWithoutAStoredKeyMaySendEverything() {
    assertThat(
            permissions.ofRequest(Caller.administrator("api")).refusal("a.b", Category.OTP, LISTED))
        .isNull();
  }

  @Test
  void aKeySendsItsTypesAndCategories() {
    SendPermissions.OfRequest request =
        request(
            KeyKind.LIVE,
            new KeyPermissions(
                List.of("visit.recorded"), List.of("SERVICE"), null, null, null, null));

    assertThat(request.refusal("visit.recorded", Category.OTP, LISTED)).isNull();
    assertThat(request.refusal("case.received", Category.SERVICE, LISTED)).isNull();
    Violation refusal = request.refusal("account.password.reset", Category.OTP, LISTED);
    assertThat(code(refusal)).isEqualTo(ErrorCode.TYPE_NOT_ALLOWED);
    assertThat(Objects.requireNonNull(refusal).pointer()).isEqualTo("/type");
  }

  @Test
  void aTeamSendsToItsNumbersOnly() {
    SendPermissions.OfRequest request =
        request(
            KeyKind.TEAM,
            new KeyPermissions(
                null, null, null, null, List.of(TestPermissions.HMAC.of(LISTED)), null));

    assertThat(request.refusal("a.b", Category.OTP, LISTED)).isNull();
    assertThat(code(request.refusal("a.b", Category.OTP, OTHER)))
        .isEqualTo(ErrorCode.NUMBER_NOT_IN_TEAM);
    assertThat(code(request.refusal("a.b", Category.OTP, null)))
        .as("the directory decides")
        .isEqualTo(ErrorCode.NUMBER_NOT_IN_TEAM);
    assertThat(
            code(request(KeyKind.TEAM, KeyPermissions.NONE).refusal("a.b", Category.OTP, LISTED)))
        .as("no numbers are none")
        .isEqualTo(ErrorCode.NUMBER_NOT_IN_TEAM);
  }

  @Test
  void aTestKeyNeedsARouteForTests() {
    assertThat(
            code(request(KeyKind.TEST, KeyPermissions.NONE).refusal("a.b", Category.OTP, LISTED)))
        .isEqualTo(ErrorCode.NO_TEST_ROUTE);
    assertThat(
            code(request(permissions, "hue~test", null).refusal("a.b", Category.SERVICE, LISTED)))
        .as("a person who practises")
        .isEqualTo(ErrorCode.NO_TEST_ROUTE);
  }

  @Test
  void onlyAllowedEventsCountForTheDay() {
    SendPermissions.OfRequest request =
        request(KeyKind.LIVE, new KeyPermissions(List.of("a.b"), null, 2, null, null, null));

    assertThat(code(request.refusal("a.c", Category.OTP, LISTED)))
        .isEqualTo(ErrorCode.TYPE_NOT_ALLOWED);
    assertThat(request.refusal("a.b", Category.OTP, LISTED)).isNull();
    assertThat(request.refusal("a.b", Category.OTP, LISTED)).isNull();
    assertThat(code(request.refusal("a.b", Category.OTP, LISTED)))
        .isEqualTo(ErrorCode.DAILY_LIMIT_REACHED);
    request.release(1);
    assertThat(request.refusal("a.b", Category.OTP, LISTED)).isNull();
  }

  @Test
  void anEventOfATopicBeyondTheLimitOfADayIsNoRefusedUse() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SendPermissions counted =
        TestPermissions.create(
            new DailyLimits(new TestPermissions.Counts(), InstantSource.system()),
            TestQuotas.none(),
            registry);
    Caller caller =
        new Caller(
            "a",
            "default",
            Set.of(Scope.EVENTS_WRITE),
            key(new KeyPermissions(null, null, 0, null, null, null)));

    assertThat(code(counted.ofTopic(caller).refusal("a.b", Category.OTP, LISTED)))
        .isEqualTo(ErrorCode.DAILY_LIMIT_REACHED);
    assertThat(refusedUses(registry)).isZero();
    assertThat(code(counted.ofRequest(caller).refusal("a.b", Category.OTP, LISTED)))
        .isEqualTo(ErrorCode.DAILY_LIMIT_REACHED);
    assertThat(refusedUses(registry)).isOne();
  }

  private static double refusedUses(SimpleMeterRegistry registry) {
    return registry.get("notifier.keys.refused").tag("reason", "daily-limit").counter().count();
  }

  private static SendPermissions.OfRequest request(
      SendPermissions permissions, String tenant, @Nullable CallerKey key) {
    return permissions.ofRequest(new Caller("a", tenant, Set.of(Scope.EVENTS_WRITE), key, null));
  }

  private static CallerKey key(KeyPermissions of) {
    return new CallerKey("a", KeyKind.LIVE, of, false, Instant.MAX, false);
  }

  @Test
  void aTenantThatHasUsedItsQuotaSendsCodesAndNoticesOnly() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SendPermissions limited =
        TestPermissions.create(
            new DailyLimits(new TestPermissions.Counts(), InstantSource.system()),
            TestQuotas.reached("son-la"),
            registry);
    for (boolean stored : new boolean[] {false, true}) {
      CallerKey key = stored ? key(KeyPermissions.NONE) : null;
      SendPermissions.OfRequest request = request(limited, "son-la", key);
      for (Category category : Category.values()) {
        boolean continues = category == Category.OTP || category == Category.SERVICE;
        assertThat(code(request.refusal("a.b", category, LISTED)))
            .as("%s %s", category, key)
            .isEqualTo(continues ? null : ErrorCode.QUOTA_REACHED);
        assertThat(code(request(limited, "hue", key).refusal("a.b", category, LISTED))).isNull();
        assertThat(code(request(limited, "son-la~test", key).refusal("a.b", category, LISTED)))
            .as("the quota is not that of the test tenant, for which there is no route")
            .isEqualTo(ErrorCode.NO_TEST_ROUTE);
      }
    }
    for (Category category : Category.values()) {
      assertThat(
              registry
                  .get("notifier.quotas.events")
                  .tag("category", category.name())
                  .counter()
                  .count())
          .isEqualTo(2);
    }
  }

  @Test
  void theQuotaIsCheckedAfterTheKeyAndBeforeTheDay() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SendPermissions limited =
        TestPermissions.create(
            new DailyLimits(new TestPermissions.Counts(), InstantSource.system()),
            TestQuotas.reached("son-la"),
            registry);
    SendPermissions.OfRequest request =
        request(
            limited, "son-la", key(new KeyPermissions(List.of("a.b"), null, 1, null, null, null)));

    assertThat(code(request.refusal("a.c", Category.ADVERTISING, LISTED)))
        .isEqualTo(ErrorCode.TYPE_NOT_ALLOWED);
    assertThat(code(request.refusal("a.b", Category.ADVERTISING, LISTED)))
        .isEqualTo(ErrorCode.QUOTA_REACHED);
    assertThat(code(request.refusal("a.b", Category.OTP, LISTED))).as("counts").isNull();
    assertThat(code(request.refusal("a.b", Category.OTP, LISTED)))
        .isEqualTo(ErrorCode.DAILY_LIMIT_REACHED);
    assertThat(registry.get("notifier.quotas.events").tag("category", "OTP").counter().count())
        .isEqualTo(1);
  }
}
