package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.util.List;
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
}
