package dev.notifier.contracts.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.sending.BatchReason.Failures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReasonTest {
  static List<BatchReason> all() {
    return List.of(
        BatchReason.BY_PERSON,
        BatchReason.NO_TYPE,
        BatchReason.FAILED,
        BatchReason.NOTHING_TO_RETRY,
        BatchReason.RETRY_FAILED,
        BatchReason.PAUSED_TOO_LONG,
        BatchReason.FORGOTTEN,
        BatchReason.noText("publish a template"),
        BatchReason.notSendable("PSQLException 22021"),
        BatchReason.rejected(new Failures(200, 1_000, 10, null)),
        BatchReason.rejected(new Failures(60, 1_000, 10, "CARRIER_REJECTED")),
        BatchReason.undelivered(new Failures(10_000_000, 10_000_000, 1_440, null)),
        BatchReason.undelivered(new Failures(1, 2, 3, "RECEIPT_EXPIRED")));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isFoundInItsSentence(BatchReason reason) {
    assertThat(BatchReason.find(reason.sentence())).contains(reason);
  }

  @Test
  void codesDiffer() {
    assertThat(all().stream().map(BatchReason::code).distinct()).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Something else.",
        "Paused by a person. And more",
        "99999999999999999999 of 1 lines that ended in the last 1 minutes were not delivered"
      })
  void isNotFoundInOthers(String sentence) {
    assertThat(BatchReason.find(sentence)).isEmpty();
  }
}
