package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.notAccepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static dev.notifier.worker.track.TrackHarness.unconfirmed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.SegmentBits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither the order nor the repetition nor the concurrency of batches changes the result. */
class TrackOrderIT {
  private static final int NOTIFICATIONS = 40;

  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  /** All records about a set of notifications; only the ids differ between runs of one seed. */
  private record Scenario(
      List<UUID> ids, List<JournalRecord> journal, List<InboundRecord> receipts) {}

  private Scenario scenario(long seed, String run) {
    Random random = new Random(seed);
    Scenario scenario = new Scenario(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < NOTIFICATIONS; i++) {
      int segments = 1 + random.nextInt(3);
      UUID id = track.planned(segments);
      scenario.ids().add(id);
      for (int segment = 1; segment <= segments; segment++) {
        addSegment(scenario, random, id, segment, run + i + "P" + segment);
      }
    }
    return scenario;
  }

  private static void addSegment(
      Scenario scenario, Random random, UUID id, int segment, String messageId) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      scenario
          .journal()
          .add(notAccepted(id, segment, Outcome.REJECTED, FailureReason.CARRIER_REJECTED));
      return;
    }
    if (kind <= 2) {
      scenario.journal().add(unconfirmed(id, segment, kind == 2));
    }
    if (kind == 3) {
      scenario
          .journal()
          .add(notAccepted(id, segment, Outcome.RETRIED, FailureReason.CARRIER_TEMPORARY));
    }
    if (kind == 1 && random.nextBoolean()) {
      return;
    }
    scenario.journal().add(accepted(id, segment, messageId));
    for (int i = random.nextInt(4); i > 0; i--) {
      String stat = List.of("DELIVRD", "DELIVRD", "UNDELIV", "ENROUTE").get(random.nextInt(4));
      scenario.receipts().add(receipt(messageId, stat, T0.plusSeconds(random.nextInt(30))));
    }
  }

  private List<String> ends(Scenario scenario) {
    return scenario.ids().stream().map(id -> end(track.state(id))).toList();
  }

  private static String end(DeliveryState state) {
    // Ids differ between runs. Failed segments depend on the order of contradicting receipts.
    SegmentBits parts = state.segmentBits();
    return state.state()
        + " "
        + List.of(parts.accepted(), parts.rejected(), parts.delivered(), parts.unconfirmed())
        + state.possibleDuplicate()
        + state.messageIds().stream().filter(id -> id != null).count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyOrderAndRepetitionLeadsToTheSameStates(long seed) {
    Scenario inOrder = scenario(seed, "a");
    track.read(inOrder.journal().toArray(JournalRecord[]::new));
    track.read(inOrder.receipts().toArray(InboundRecord[]::new));
    Scenario shuffled = scenario(seed, "b");
    Random random = new Random(seed * 31);
    List<Runnable> batches = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      Collections.shuffle(shuffled.journal(), random);
      Collections.shuffle(shuffled.receipts(), random);
      chunks(shuffled.journal(), random)
          .forEach(one -> batches.add(() -> track.read(one.toArray(JournalRecord[]::new))));
      chunks(shuffled.receipts(), random)
          .forEach(one -> batches.add(() -> track.read(one.toArray(InboundRecord[]::new))));
    }
    Collections.shuffle(batches, random);
    batches.forEach(Runnable::run);
    assertThat(ends(shuffled)).isEqualTo(ends(inOrder));
    assertThat(track.count(TrackMetrics.Name.UNKNOWN_NOTIFICATIONS)).isZero();
    assertPublishedLast(shuffled);
  }

  /** The last published status of each notification is its stored state. */
  private void assertPublishedLast(Scenario scenario) {
    for (UUID id : scenario.ids()) {
      NotificationState state = track.state(id).state();
      if (state != NotificationState.PLANNED) {
        assertThat(track.published(id)).last().isEqualTo(state.name());
      }
    }
  }

  private static <T> List<List<T>> chunks(List<T> all, Random random) {
    List<List<T>> chunks = new ArrayList<>();
    for (int i = 0; i < all.size(); ) {
      int end = Math.min(all.size(), i + 1 + random.nextInt(20));
      chunks.add(List.copyOf(all.subList(i, end)));
      i = end;
    }
    return chunks;
  }

  @Test
  void concurrentResponsesAndReceiptsNeitherDeadlockNorGetLost() throws Exception {
    List<UUID> ids = new ArrayList<>();
    List<JournalRecord> journal = new ArrayList<>();
    List<InboundRecord> receipts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      UUID id = track.planned(2);
      ids.add(id);
      for (int segment = 1; segment <= 2; segment++) {
        journal.add(accepted(id, segment, "c" + i + "P" + segment));
        receipts.add(receipt("c" + i + "P" + segment, "DELIVRD"));
      }
    }
    CyclicBarrier barrier = new CyclicBarrier(4);
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        Random random = new Random(thread);
        boolean readsJournal = thread % 2 == 0;
        done.add(
            threads.submit(() -> {
              List<JournalRecord> ownJournal = shuffled(journal, random);
              List<InboundRecord> ownReceipts = shuffled(receipts, random);
              for (int from = 0; from < 1_200; from += 100) {
                barrier.await(30, TimeUnit.SECONDS);
                if (readsJournal) {
                  track.read(ownJournal.subList(from, from + 100).toArray(JournalRecord[]::new));
                } else {
                  track.read(ownReceipts.subList(from, from + 100).toArray(InboundRecord[]::new));
                }
              }
              return null;
            }));
      }
      for (Future<?> one : done) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(ids).allMatch(id -> track.state(id).state() == NotificationState.DELIVERED);
    assertThat(ids)
        .allMatch(id -> track.state(id).segmentBits().equals(new SegmentBits(3, 0, 3, 0, 0)));
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
    Long deadlocks =
        track.jdbc.queryForObject(
            "select deadlocks from pg_stat_database where datname = current_database()",
            Long.class);
    assertThat(deadlocks).isZero();
  }

  private static <T> List<T> shuffled(List<T> all, Random random) {
    List<T> copy = new ArrayList<>(all);
    Collections.shuffle(copy, random);
    return copy;
  }
}
