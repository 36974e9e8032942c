package dev.notifier.store.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.sending.BatchReason;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What batches do not need any more is deleted, and what they need is not. */
class BatchCleaningIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final Duration RETENTION = Duration.ofDays(30);

  private final BatchStore batches = new BatchStore(DATABASE.dataSource());
  private final UploadStore uploads = new UploadStore(DATABASE.dataSource());
  private final BatchLines lines = new BatchLines(DATABASE.dataSource());
  private final BatchCleaning cleaning = new BatchCleaning(DATABASE.dataSource());
  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private UUID begun(String tenant, int parts) {
    UUID id =
        uploads
            .begin(
                new UploadStore.NewBatch(tenant, "October", "card.expiring", "csv", null, "lan"),
                new UploadStore.Limits(10, 100, 1L << 30, 1L << 30))
            .orElseThrow();
    for (int part = 0; part < parts; part++) {
      uploads.append(id, part, new byte[] {1, 2, 3});
    }
    return id;
  }

  private UUID stored(BatchState state, String changedBefore) {
    UUID id = begun("forgotten", 2);
    lines.write(
        id, 0, List.of(new StoredLine(2, "+84912345678", Map.of(), Map.of("a", 1), null, 1)));
    jdbc.update(
        "update batches set state = ?, question = '{}', changed_at = now() - ?::interval where id = ?",
        state.name(),
        changedBefore,
        id);
    return id;
  }

  private void cleanAll(Duration retention, int maxParts) {
    while (cleaning.clean(retention, maxParts).more()) {
      // One portion is deleted.
    }
  }

  private int parts(UUID batch) {
    Integer parts =
        jdbc.queryForObject(
            "select count(*) from upload_chunks where batch_id = ?", Integer.class, batch);
    return parts == null ? 0 : parts;
  }

  private boolean hasLines(UUID batch) {
    return !lines.read(batch, 0).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = BatchState.class,
      names = {"PARSING", "NEEDS_ANSWER", "READY", "AWAITING_RELEASE"})
  void aForgottenBatchIsCancelledAndCleared(BatchState state) {
    UUID forgotten = stored(state, "31 days");
    UUID recent = stored(state, "29 days");

    cleanAll(RETENTION, 64);

    StoredBatch batch = batches.find(forgotten).orElseThrow();
    assertThat(batch.state()).isEqualTo(BatchState.CANCELLED);
    assertThat(batch.times().ended()).isNotNull();
    assertThat(batch.question()).isNull();
    assertThat(batch.reason()).isEqualTo(BatchReason.FORGOTTEN.sentence());
    assertThat(parts(forgotten)).isZero();
    assertThat(batches.find(recent).orElseThrow().state()).isEqualTo(state);
    assertThat(parts(recent)).isEqualTo(2);
    jdbc.update("update batches set ended_at = now() - interval '31 days' where id = ?", forgotten);
    cleanAll(RETENTION, 64);
    assertThat(hasLines(forgotten)).isFalse();
    assertThat(hasLines(recent)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = BatchState.class,
      names = {"RUNNING", "PAUSED", "SENT"})
  void aBatchThatIsSentIsNotForgotten(BatchState state) {
    UUID batch = stored(state, "31 days");

    cleanAll(RETENTION, 64);

    assertThat(batches.find(batch).orElseThrow().state()).isEqualTo(state);
    assertThat(parts(batch)).isZero();
    assertThat(hasLines(batch)).isTrue();
  }

  @Test
  void aLargeFileThatDoesNotArriveIsDeletedInPortions() {
    UUID batch = begun("given-up", 65);

    uploads.giveUp(batch);

    assertThat(parts(batch)).isEqualTo(65);
    assertThat(uploads.append(batch, 65, new byte[] {1})).isFalse();
    assertThat(batches.page(new BatchStore.Filter("given-up", null, null, null), 10)).isEmpty();
    assertThat(cleaning.clean(RETENTION, 40).more()).isTrue();
    assertThat(parts(batch)).isEqualTo(25);
    cleanAll(RETENTION, 40);
    assertThat(batches.find(batch)).isEmpty();
  }

  @Test
  void filesThatWereDeletedDoNotCount() {
    UUID sent = begun("large", 0);
    jdbc.update("update batches set file_bytes = ?, state = 'SENT' where id = ?", 9L << 30, sent);

    assertThat(begun("large", 0)).isNotEqualTo(sent);
    UploadStore.NewBatch next =
        new UploadStore.NewBatch("large", "October", "card.expiring", "csv", null, "lan");
    jdbc.update("update batches set state = 'READY' where id = ?", sent);
    assertThat(uploads.begin(next, new UploadStore.Limits(10, 100, 8L << 30, 1L << 50))).isEmpty();
    assertThat(uploads.begin(next, new UploadStore.Limits(10, 100, 1L << 50, 8L << 30))).isEmpty();
    jdbc.update("delete from batches where tenant = 'large'");
  }
}
