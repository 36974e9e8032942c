package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Second factors that are missing, unreadable or changed at the same time. */
class SecondFactorsIT extends SignInApi {
  @Test
  void aSecretThatCannotBeReadIsAWrongCode() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser again = lan.again();
    again.signIn();
    jdbc.update(
        """
        update user_credentials
        set totp_secret = set_byte(totp_secret, 20, get_byte(totp_secret, 20) # 1)
        where user_id = ?
        """,
        lan.id);
    assertThat(again.give(lan.code(now(), 1)).code()).isEqualTo("wrong-code");
    assertThat(again.recover(lan.recoveryCodes.getFirst()).status()).isEqualTo(200);
  }

  @Test
  void aUserHasTenRecoveryCodesAlsoAfterParallelRequests() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(_ -> lan.post("/v1/me/recovery-codes", "").status())
            .toList();
    assertThat(statuses).containsOnly(200);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from user_recovery_codes where user_id = ?",
                Integer.class,
                lan.id))
        .isEqualTo(10);
  }

  @Test
  void passkeysAreNoSecondFactorWhileTheyAreOff() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    jdbc.update(
        """
        insert into user_passkeys (id, credential_id, user_id, label, credential, sign_count,
          backup_eligible, transports, created_at)
        values (?, ?, ?, 'laptop', '\\x00', 0, false, '{}', now())
        """,
        UUID.randomUUID(),
        new byte[] {1, 2, 3},
        lan.id);
    assertThat(lan.send("DELETE", "/v1/me/totp", "").code()).isEqualTo("last-second-factor");
    assertThat(lan.again().signIn().json().path("secondFactors").toString())
        .isEqualTo("[\"totp\",\"recovery-code\"]");

    jdbc.update("update user_credentials set totp_secret = null where user_id = ?", lan.id);
    SignedInUser again = lan.again();
    Reply begun = again.signIn();
    assertThat(begun.json().path("stage").asString()).isEqualTo("second-factor-needed");
    assertThat(begun.json().path("secondFactors").toString()).isEqualTo("[\"recovery-code\"]");
    assertThat(again.post("/v1/me/totp", "").code()).isEqualTo("sign-in-incomplete");
    assertThat(again.recover(lan.recoveryCodes.getFirst()).status()).isEqualTo(200);
  }

  @Test
  void whoHasJustThePasswordSeesNoAccount() {
    SignedInUser lan = enrolled("{administrator}", "{}");
    SignedInUser again = lan.again();
    again.signIn();
    assertThat(again.get("/v1/me").json().propertyNames())
        .containsExactlyInAnyOrder("stage", "secondFactors", "sessionId");
    assertThat(lan.get("/v1/me").json().path("name").asString()).isEqualTo(lan.name);
  }

  @Test
  void theAccountShowsHowManyAttemptsFailed() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser again = lan.again();
    again.signIn("a wrong one");
    again.signIn();
    again.give("000000");
    again.recover(lan.recoveryCodes.getFirst());
    assertThat(again.get("/v1/me").json().path("failedAttempts").asInt()).isEqualTo(2);
  }

  @Test
  void attemptsAreCountedByFactorAndOutcome() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser again = lan.again();
    double wrong = count("password", "wrong");
    double right = count("password", "right");
    double codes = count("totp", "wrong");
    double recovered = count("recovery-code", "right");
    again.signIn("a wrong one");
    again.signIn();
    again.give("000000");
    again.recover(lan.recoveryCodes.getFirst());
    assertThat(count("password", "wrong")).isEqualTo(wrong + 1);
    assertThat(count("password", "right")).isEqualTo(right + 1);
    assertThat(count("totp", "wrong")).isEqualTo(codes + 1);
    assertThat(count("recovery-code", "right")).isEqualTo(recovered + 1);
  }

  private static double count(String factor, String outcome) {
    return api.bean(MeterRegistry.class)
        .get("notifier.signins")
        .tags("factor", factor, "outcome", outcome)
        .counter()
        .count();
  }
}
