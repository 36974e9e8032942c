package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.doubt;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static dev.notifier.worker.track.TrackHarness.refused;
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

/** Order, repetition and simultaneity leave no trace. */
class TrackOrderIT {
  private static final int NOTIFICATIONS = 40;

  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  /** What is told about one set of notifications; ids differ from run to run, the story not. */
  private record Story(List<UUID> ids, List<JournalRecord> journal, List<InboundRecord> receipts) {}

  private Story story(long seed, String run) {
    Random random = new Random(seed);
    Story story = new Story(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < NOTIFICATIONS; i++) {
      int segments = 1 + random.nextInt(3);
      UUID id = track.planned(segments);
      story.ids().add(id);
      for (int part = 1; part <= segments; part++) {
        part(story, random, id, part, run + i + "P" + part);
      }
    }
    return story;
  }

  private static void part(Story story, Random random, UUID id, int part, String messageId) {
    int what = random.nextInt(10);
    if (what == 0) {
      story.journal().add(refused(id, part, Outcome.REJECTED, FailureReason.CARRIER_REJECTED));
      return;
    }
    if (what <= 2) {
      story.journal().add(doubt(id, part, what == 2));
    }
    if (what == 3) {
      story.journal().add(refused(id, part, Outcome.RETRIED, FailureReason.CARRIER_TEMPORARY));
    }
    if (what == 1 && random.nextBoolean()) {
      return;
    }
    story.journal().add(accepted(id, part, messageId));
    for (int i = random.nextInt(4); i > 0; i--) {
      String stat = List.of("DELIVRD", "DELIVRD", "UNDELIV", "ENROUTE").get(random.nextInt(4));
      story.receipts().add(receipt(messageId, stat, T0.plusSeconds(random.nextInt(30))));
    }
  }

  private List<String> ends(Story story) {
    return story.ids().stream().map(id -> end(track.standing(id))).toList();
  }

  private static String end(DeliveryState standing) {
    // Ids differ by the run's letter; whether a negative beside a positive was seen is no fact.
    SegmentBits parts = standing.segmentBits();
    return standing.state()
        + " "
        + List.of(parts.accepted(), parts.rejected(), parts.delivered(), parts.unconfirmed())
        + standing.possibleDuplicate()
        + standing.messageIds().stream().filter(id -> id != null).count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyOrderWithAnyRepetitionEndsTheSame(long seed) {
    Story straight = story(seed, "a");
    track.tell(straight.journal().toArray(JournalRecord[]::new));
    track.tell(straight.receipts().toArray(InboundRecord[]::new));
    Story twisted = story(seed, "b");
    Random random = new Random(seed * 31);
    List<Runnable> batches = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      Collections.shuffle(twisted.journal(), random);
      Collections.shuffle(twisted.receipts(), random);
      chunks(twisted.journal(), random)
          .forEach(one -> batches.add(() -> track.tell(one.toArray(JournalRecord[]::new))));
      chunks(twisted.receipts(), random)
          .forEach(one -> batches.add(() -> track.tell(one.toArray(InboundRecord[]::new))));
    }
    Collections.shuffle(batches, random);
    batches.forEach(Runnable::run);
    assertThat(ends(twisted)).isEqualTo(ends(straight));
    assertThat(track.count(TrackMetrics.Name.STRANGERS)).isZero();
    assertPublishedLast(twisted);
  }

  /** Whoever follows the statuses ends where the store ends. */
  private void assertPublishedLast(Story story) {
    for (UUID id : story.ids()) {
      NotificationState state = track.standing(id).state();
      if (state != NotificationState.PLANNED) {
        assertThat(track.states(id)).last().isEqualTo(state.name());
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
  void answersAndReceiptsAtTheSameTimeNeitherBlockNorLose() throws Exception {
    List<UUID> ids = new ArrayList<>();
    List<JournalRecord> journal = new ArrayList<>();
    List<InboundRecord> receipts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      UUID id = track.planned(2);
      ids.add(id);
      for (int part = 1; part <= 2; part++) {
        journal.add(accepted(id, part, "c" + i + "P" + part));
        receipts.add(receipt("C" + i + "p" + part, "DELIVRD"));
      }
    }
    CyclicBarrier together = new CyclicBarrier(4);
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        Random random = new Random(thread);
        boolean answers = thread % 2 == 0;
        done.add(
            threads.submit(() -> {
              List<JournalRecord> myJournal = shuffled(journal, random);
              List<InboundRecord> myReceipts = shuffled(receipts, random);
              for (int from = 0; from < 1_200; from += 100) {
                together.await(30, TimeUnit.SECONDS);
                if (answers) {
                  track.tell(myJournal.subList(from, from + 100).toArray(JournalRecord[]::new));
                } else {
                  track.tell(myReceipts.subList(from, from + 100).toArray(InboundRecord[]::new));
                }
              }
              return null;
            }));
      }
      for (Future<?> one : done) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(ids).allMatch(id -> track.standing(id).state() == NotificationState.DELIVERED);
    assertThat(ids)
        .allMatch(id -> track.standing(id).segmentBits().equals(new SegmentBits(3, 0, 3, 0, 0)));
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
    Long deadlocks =
        track.jdbc.queryForObject(
            "select deadlocks from pg_stat_database where datname = current_database()",
            Long.class);
    assertThat(deadlocks).isZero();
  }

  private static <T> List<T> shuffled(List<T> all, Random random) {
    List<T> mine = new ArrayList<>(all);
    Collections.shuffle(mine, random);
    return mine;
  }
}
