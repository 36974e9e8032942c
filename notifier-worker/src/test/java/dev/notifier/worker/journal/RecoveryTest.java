package dev.notifier.worker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.testing.SubmitFixtures;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final SubmitRecord MESSAGE = SubmitFixtures.expiring("a", Lane.NORMAL, null);

  private final UncommittedResponses uncommitted = new UncommittedResponses();
  private final JournalState journal = new JournalState();

  @Test
  void aNewBindHasNothingToRecoverAndNoFormerOwner() {
    RecoveredState recovered = recover(Map.of());

    assertThat(recovered.formerOwnerIsDone()).isTrue();
    assertThat(recovered.lastIntentNumber()).isZero();
    assertThat(recovered.unconfirmed()).isEmpty();
  }

  @Test
  void aPendingSegmentIsUnconfirmed() {
    journal.apply(record(false, intent(7)));

    RecoveredState recovered = recover(Map.of(7L, MESSAGE));

    assertThat(recovered.unconfirmed()).containsExactly(new PendingSegment(intent(7), MESSAGE));
    assertThat(recovered.lastIntentNumber()).isEqualTo(7);
    assertThat(recovered.formerOwnerIsDone()).isFalse();
  }

  @Test
  void aPendingSegmentOfAReleasedBindWasNotWritten() {
    journal.apply(record(true, intent(7)));

    RecoveredState recovered = recover(Map.of(7L, MESSAGE));

    assertThat(recovered.unwritten()).containsExactly(new PendingSegment(intent(7), MESSAGE));
    assertThat(recovered.unconfirmed()).isEmpty();
    assertThat(recovered.formerOwnerIsDone()).isTrue();
    assertThat(uncommitted.isUnwritten(7)).isTrue();
  }

  @Test
  void anOwnerThatStartsOverUsesWhatItKnows() {
    journal.apply(record(false, intent(7), intent(8), intent(9)));
    SubmitResponse response = new SubmitResponse(0, "F1", 1, 2);
    uncommitted.responded(7, response);
    uncommitted.journaling(8);
    uncommitted.journaling(9);
    uncommitted.writing(9);
    uncommitted.responded(6, response);

    RecoveredState recovered = recover(Map.of(7L, MESSAGE, 8L, MESSAGE, 9L, MESSAGE));

    assertThat(recovered.responded())
        .containsExactly(new SegmentResponse(new PendingSegment(intent(7), MESSAGE), response));
    assertThat(recovered.unwritten())
        .extracting(each -> each.intent().number())
        .containsExactly(8L);
    assertThat(recovered.unconfirmed())
        .extracting(each -> each.intent().number())
        .containsExactly(9L);
    assertThat(uncommitted.responseTo(6)).isNull();
  }

  @Test
  void aSegmentWhoseTextWasDeletedIsListed() {
    journal.apply(record(false, intent(7)));

    RecoveredState recovered = recover(Map.of());

    assertThat(recovered.withoutText()).containsExactly(intent(7));
    assertThat(recovered.unconfirmed()).isEmpty();
  }

  private RecoveredState recover(Map<Long, SubmitRecord> messages) {
    return new Recovery(new BindId(0, "a", 0), (_, _) -> messages, uncommitted).recover(journal);
  }

  /** An intent whose message is at the offset of the same number. */
  private static SubmitIntent intent(long number) {
    SegmentId segment = new SegmentId(new UUID(1, number), 1);
    return new SubmitIntent(number, segment, 1, 1, false, true, Lane.NORMAL, number);
  }

  private static JournalRecord record(boolean released, SubmitIntent... intents) {
    return new JournalRecord(
        1,
        "a",
        0,
        List.of(intents),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        released,
        null);
  }
}
