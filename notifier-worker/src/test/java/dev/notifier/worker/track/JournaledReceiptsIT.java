package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.NotificationState;
import dev.notifier.worker.batches.TopicBatchReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receipts in journal records, on a real PostgreSQL. */
class JournaledReceiptsIT {
  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  private static JournalRecord journal(List<Response> responses, InboundRecord... receipts) {
    return new JournalRecord(
        JournalRecord.VERSION,
        ROUTE,
        0,
        List.of(),
        responses,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        false,
        null,
        List.of(receipts));
  }

  private static Response response(UUID id, String messageId) {
    return TrackHarness.response(id, 1, Outcome.ACCEPTED, messageId, null, T0);
  }

  private void awaitsNothing(UUID id) {
    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.published(id)).containsExactly("SUBMITTED", "DELIVERED");
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
  }

  @Test
  void aResponseAndItsReceiptInOneRecordAreApplied() {
    UUID id = track.planned(1);

    track.read(journal(List.of(response(id, "A1")), receipt("A1", "DELIVRD")));

    awaitsNothing(id);
  }

  /** On the link of another session of the account, a receipt overtakes its response. */
  @Test
  void aReceiptInTheJournalOfAnotherSessionWaitsForItsResponse() {
    UUID id = track.planned(1);

    track.read(journal(List.of(), receipt("A1", "DELIVRD")));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.PLANNED);
    assertThat(track.sweeps.countUnmatchedReceipts()).isEqualTo(1);
    track.read(accepted(id, 1, "A1"));

    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
  }

  /** The carrier sends a receipt again whose acknowledgement was lost, and an upgrade moves it. */
  @Test
  void aReceiptThatIsJournaledTwiceAndOnTheTopicCountsOnce() {
    UUID id = track.planned(1);

    track.read(receipt("A1", "DELIVRD"));
    track.read(journal(List.of(response(id, "A1")), receipt("A1", "DELIVRD")));
    track.read(journal(List.of(), receipt("A1", "DELIVRD"), receipt("A1", "DELIVRD")));

    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.published(id)).endsWith("DELIVERED");
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
  }

  /** The position of a receipt that matches nothing leads to its bytes in the journal. */
  @Test
  void aReceiptWithoutAMessageIsStoredWithThePositionOfItsRecord() {
    track.read(journal(List.of(), receipt("X1", "DELIVRD"), receipt("X2", "UNDELIV")));

    assertThat(
            track.jdbc.queryForList(
                "select message_id || ' ' || receipt_state || ' ' || unmatched_partition || '/'"
                    + " || unmatched_offset from submissions order by 1",
                String.class))
        .containsExactly("X1 DELIVERED 0/0", "X2 UNDELIVERED 0/0");
  }

  /** A crash before the last transaction must not leave a position behind which receipts lack. */
  @Test
  void onlyTheLastTransactionMovesThePosition() {
    UUID id = track.planned(1);
    List<String> calls = new ArrayList<>();
    TopicBatchReader.Positions positions =
        new TopicBatchReader.Positions() {
          @Override
          public void check() {
            calls.add("check " + storedPosition());
          }

          @Override
          public void advance() {
            calls.add("advance " + storedPosition());
          }
        };

    track.read(positions, journal(List.of(response(id, "A1"))));
    track.read(positions, journal(List.of(response(id, "A1")), manyReceipts(3)));
    track.read(positions, journal(List.of(), manyReceipts(2_001)));

    assertThat(calls)
        .containsExactly("advance 0", "check 1", "advance 1", "check 4", "check 4", "advance 2001");
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Ends in the transaction of the receipts, behind that of the responses. */
  private static final TopicBatchReader.Positions BETWEEN =
      new TopicBatchReader.Positions() {
        @Override
        public void check() {}

        @Override
        public void advance() {
          throw new Killed();
        }
      };

  @Test
  void whileReceiptsFailTheResponsesOfTheirRecordArePublishedOnce() {
    UUID id = track.planned(1);
    JournalRecord record = journal(List.of(response(id, "A1")), receipt("A1", "DELIVRD"));
    for (int attempt = 0; attempt < 5; attempt++) {
      assertThatThrownBy(() -> track.read(BETWEEN, record)).isInstanceOf(Killed.class);
    }

    assertThat(track.allPublished(id)).containsExactly("SUBMITTED");
    assertThat(track.state(id).state()).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void aWorkerThatIsKilledBetweenResponsesAndReceiptsLosesAndDoublesNothing() {
    UUID id = track.planned(1);
    UUID other = track.planned(1);
    JournalRecord record =
        journal(
            List.of(response(id, "A1"), response(other, "A2")),
            receipt("A1", "DELIVRD"),
            receipt("A2", "UNDELIV"),
            receipt("X1", "DELIVRD"));
    assertThatThrownBy(() -> track.read(BETWEEN, record)).isInstanceOf(Killed.class);
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();

    track.read(record);

    assertThat(track.published(id)).containsExactly("SUBMITTED", "DELIVERED");
    assertThat(track.published(other)).containsExactly("SUBMITTED", "UNDELIVERED");
    assertThat(track.sweeps.countUnmatchedReceipts()).isEqualTo(1);
    assertThat(storedPosition()).isEqualTo(3);
  }

  private long storedPosition() {
    return Objects.requireNonNull(
        track.jdbc.queryForObject("select count(*) from submissions", Long.class));
  }

  private static InboundRecord[] manyReceipts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> receipt("M" + i, "DELIVRD"))
        .toArray(InboundRecord[]::new);
  }

  /**
   * Two sessions of one account, whose journals two workers read: each has the responses of the
   * other's receipts. One transaction for both would wait for the other's.
   */
  @Test
  void twoWorkersWithEachOthersReceiptsDoNotDeadlock() throws Exception {
    List<UUID> ids = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        List<Response> ofA = new ArrayList<>();
        List<Response> ofB = new ArrayList<>();
        List<InboundRecord> receiptsOfA = new ArrayList<>();
        List<InboundRecord> receiptsOfB = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          UUID a = track.planned(1);
          UUID b = track.planned(1);
          ids.add(a);
          ids.add(b);
          ofA.add(response(a, "A" + round + "/" + i));
          ofB.add(response(b, "B" + round + "/" + i));
          receiptsOfA.add(receipt("A" + round + "/" + i, "DELIVRD"));
          receiptsOfB.add(receipt("B" + round + "/" + i, "DELIVRD"));
        }
        JournalRecord first = journal(ofA, receiptsOfB.toArray(InboundRecord[]::new));
        JournalRecord second = journal(ofB, receiptsOfA.toArray(InboundRecord[]::new));
        Future<?> one = workers.submit(() -> track.read(first));
        Future<?> other = workers.submit(() -> track.read(second));
        one.get();
        other.get();
      }
    } finally {
      workers.shutdownNow();
    }

    assertThat(ids).allMatch(id -> track.state(id).state() == NotificationState.DELIVERED);
  }
}
