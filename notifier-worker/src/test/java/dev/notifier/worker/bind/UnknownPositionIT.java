package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The committed offset of one bind is gone, as after a stop of many days; another bind works. */
class UnknownPositionIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final TestKafka KAFKA = TestKafka.shared();

  private final SubmitTestBed bed = new SubmitTestBed(KAFKA);

  @AfterEach
  void closeTestBed() throws Exception {
    bed.close();
  }

  @Test
  void aJournalTrimmedToItsCheckpointIsReadFromItsBeginning() throws Exception {
    Smsc smsc = bed.smsc();
    String route = bed.route("-a", smsc, Map.of());
    sendAndStop(route, 30);
    TopicPartition journal = bed.journalOf(route);
    long checkpoint = forgetCheckpoint(journal);
    deleteBefore(journal, checkpoint);

    bed.send(route, 0, Lane.NORMAL, 20);
    bed.start();

    await().atMost(LIMIT).until(() -> smsc.counts().accepted() == 50);
    assertThat(smsc.counts().repeated()).isZero();
  }

  @Test
  void aBindWithoutAnyCheckpointWaitsForAnOperatorWhileOthersWork() throws Exception {
    Smsc smsc = bed.smsc();
    String lost = bed.route("-lost", smsc, Map.of());
    String other = bed.route("-other", smsc, Map.of());
    sendAndStop(lost, 10);
    TopicPartition journal = bed.journalOf(lost);
    forgetCheckpoint(journal);
    deleteBefore(journal, end(journal));

    bed.send(other, 0, Lane.NORMAL, 20);
    bed.send(lost, 0, Lane.NORMAL, 5);
    SubmitStage stage = bed.start();

    await().atMost(LIMIT).until(() -> bed.responses(other, Outcome.ACCEPTED).size() == 20);
    await().atMost(LIMIT).until(() -> error(lost).contains("does not know where to continue"));
    assertThat(error(lost))
        .contains("topic notifier.binds partition " + journal.partition())
        .contains("--group notifier-submit-start");
    assertThat(bed.phase(lost, 0)).isEqualTo(Phase.TAKING_OVER);
    assertThat(bed.phase(other, 0)).isEqualTo(Phase.BOUND);
    assertThat(stage.problems()).isEmpty();
    assertThat(smsc.counts().accepted()).isEqualTo(30);

    decide(journal, end(journal));
    // The journal no longer tells what was read of the lane, which still has the old messages.
    await().atMost(LIMIT).until(() -> smsc.counts().accepted() >= 35);
    await()
        .atMost(LIMIT)
        .until(() ->
            KAFKA
                .admin()
                .listConsumerGroupOffsets(Topics.GROUP_SUBMIT_START)
                .partitionsToOffsetAndMetadata()
                .get()
                .isEmpty());
  }

  private void sendAndStop(String route, int count) throws Exception {
    bed.send(route, 0, Lane.NORMAL, count);
    SubmitStage stage = bed.start();
    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == count);
    bed.stop(stage);
  }

  private String error(String route) {
    SessionRecord session = bed.session(route, 0);
    return session == null ? "" : String.valueOf(session.lastError());
  }

  /** Deletes the committed offset and returns it. */
  private static long forgetCheckpoint(TopicPartition journal) throws Exception {
    OffsetAndMetadata committed =
        KAFKA
            .admin()
            .listConsumerGroupOffsets(Topics.GROUP_SUBMIT)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(journal);
    KAFKA.admin().deleteConsumerGroupOffsets(Topics.GROUP_SUBMIT, Set.of(journal)).all().get();
    return Objects.requireNonNull(committed).offset();
  }

  private static void deleteBefore(TopicPartition partition, long offset) throws Exception {
    KAFKA
        .admin()
        .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
        .all()
        .get();
  }

  private static long end(TopicPartition partition) throws Exception {
    return KAFKA
        .admin()
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .all()
        .get()
        .values()
        .iterator()
        .next()
        .offset();
  }

  private static void decide(TopicPartition partition, long offset) throws Exception {
    KAFKA
        .admin()
        .alterConsumerGroupOffsets(
            Topics.GROUP_SUBMIT_START, Map.of(partition, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }
}
