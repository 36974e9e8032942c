package dev.notifier.store.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.feeding.FeedStore;
import dev.notifier.store.feeding.RunningBatch.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class BatchStoreIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final UploadStore.Limits LIMITS =
      new UploadStore.Limits(2, 100, 1L << 30, 1L << 30);
  private static final BatchPace SLOWLY = new BatchPace(null, null, null, null, 10);

  private final BatchStore batches = new BatchStore(DATABASE.dataSource());
  private final UploadStore uploads = new UploadStore(DATABASE.dataSource());
  private final BatchLines lines = new BatchLines(DATABASE.dataSource());
  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private static UploadStore.NewBatch batch(String tenant, @Nullable String again) {
    return new UploadStore.NewBatch(tenant, "October", "card.expiring", "csv", again, "user:lan");
  }

  private StoredBatch received(String tenant) {
    UUID id = uploads.begin(batch(tenant, null), LIMITS).orElseThrow();
    uploads.append(id, 0, new byte[] {1, 2, 3});
    assertThat(uploads.complete(id, tenant, digest(id), "user:lan")).isTrue();
    return found(id);
  }

  private static byte[] digest(UUID id) {
    return id.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private StoredBatch found(UUID id) {
    return batches.find(id).orElseThrow();
  }

  private StoredBatch ready(String tenant) {
    StoredBatch batch = received(tenant);
    StoredBatch.Type type = new StoredBatch.Type("card.expiring", 3, "card-expiring", 7);
    assertThat(batches.ready(batch, type, new StoredBatch.Lines(3, 2, 1, 1, 0, 0), "{}")).isTrue();
    return found(batch.id());
  }

  @Test
  void aBatchIsReleasedAndSent() {
    StoredBatch ready = ready("released");
    assertThat(ready.type().templateVersion()).isEqualTo(7);
    assertThat(ready.lines().valid()).isEqualTo(2);
    UUID dryRun = UUID.randomUUID();

    assertThat(batches.awaitRelease(ready, dryRun, SLOWLY, "user:lan")).isTrue();
    StoredBatch waiting = found(ready.id());
    assertThat(waiting.people().requestedBy()).isEqualTo("user:lan");
    assertThat(batches.release(waiting, dryRun, waiting.pace(), "user:minh")).isTrue();

    StoredBatch running = found(ready.id());
    assertThat(running.state()).isEqualTo(BatchState.RUNNING);
    assertThat(running.pace()).isEqualTo(SLOWLY);
    assertThat(running.times().released()).isNotNull();
    assertThat(batches.inState(BatchState.RUNNING, null, 10)).contains(running);
    FeedStore feeding = new FeedStore(DATABASE.dataSource());
    Position begin = new Position(0, 0, 0);
    assertThat(feeding.fed(ready.id(), begin, new Position(1, 0, 2))).isTrue();
    assertThat(feeding.fed(ready.id(), begin, new Position(1, 0, 2))).isFalse();
    assertThat(batches.sent(found(ready.id()))).isTrue();
    assertThat(batches.done(found(ready.id()))).isTrue();
    assertThat(found(ready.id()).lines().fed()).isEqualTo(2);
    assertThat(found(ready.id()).times().ended()).isNotNull();
  }

  @Test
  void aChangeBasedOnAnOlderVersionHasNoEffect() {
    StoredBatch ready = ready("versions");
    assertThat(batches.release(ready, UUID.randomUUID(), BatchPace.NONE, "user:minh")).isTrue();

    assertThat(batches.cancel(ready)).isFalse();
    assertThat(batches.pause(found(ready.id()), "too many failures")).isTrue();
    assertThat(found(ready.id()).reason()).isEqualTo("too many failures");
    assertThat(batches.resume(found(ready.id()))).isTrue();
    assertThat(found(ready.id()).reason()).isNull();
  }

  @Test
  void noStateFollowsThatTheTableDoesNotAllow() {
    StoredBatch ready = ready("states");

    assertThatThrownBy(() -> batches.sent(ready)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFileIsReadAgainWithOtherSettings() {
    StoredBatch parsing = received("asked");
    assertThat(batches.ask(parsing, "{\"kind\":\"encoding\"}")).isTrue();

    String settings = "{\"encoding\":\"windows-1258\"}";
    assertThat(batches.readAgain(found(parsing.id()), settings, "user:minh")).isTrue();

    StoredBatch again = found(parsing.id());
    assertThat(again.state()).isEqualTo(BatchState.PARSING);
    assertThat(again.question()).isNull();
    assertThat(again.settingsNumber()).isEqualTo(2);
    assertThat(again.people().settingsBy()).isEqualTo("user:minh");
    assertThat(again.settings()).contains("windows-1258");
  }

  @Test
  void aTenantFindsOnlyItsOwnBatches() {
    StoredBatch own = received("own");

    assertThat(batches.find("own", own.id())).contains(own);
    assertThat(batches.find("other", own.id())).isEmpty();
    assertThat(batches.page(new BatchStore.Filter("own", BatchState.PARSING, null, null), 10))
        .containsExactly(own);
    assertThat(batches.page(new BatchStore.Filter("own", null, "other.type", null), 10)).isEmpty();
    assertThat(batches.page(new BatchStore.Filter("own", null, null, own.id()), 10)).isEmpty();
  }

  @Test
  void theSameFileIsFound() {
    StoredBatch first = received("same");

    assertThat(uploads.same("same", "card.expiring", digest(first.id()))).contains(first.id());
    assertThat(uploads.same("other", "card.expiring", digest(first.id()))).isEmpty();
    UUID again = uploads.begin(batch("same", "corrected texts"), LIMITS).orElseThrow();
    assertThat(uploads.complete(again, "same", digest(first.id()), "user:lan")).isTrue();
    assertThat(uploads.same("same", "card.expiring", digest(first.id()))).contains(first.id());
  }

  @Test
  void aTenantSendsFewFilesAtTheSameTime() {
    assertThat(uploads.begin(batch("many", null), LIMITS)).isPresent();
    UUID second = uploads.begin(batch("many", null), LIMITS).orElseThrow();

    assertThat(uploads.begin(batch("many", null), LIMITS)).isEqualTo(Optional.empty());
    uploads.giveUp(second);
    assertThat(uploads.begin(batch("many", null), LIMITS)).isPresent();
  }

  @Test
  void aFileThatDoesNotArriveIsDeleted() {
    UUID id = uploads.begin(batch("lost", null), LIMITS).orElseThrow();
    uploads.append(id, 0, new byte[] {1});
    assertThat(uploads.deleteAbandoned(10)).isZero();
    jdbc.update("update batches set changed_at = now() - interval '2 hours' where id = ?", id);

    assertThat(uploads.deleteAbandoned(10)).as("its part is deleted before").isZero();
    assertThat(uploads.isCleared(id, 10)).isTrue();
    assertThat(uploads.deleteAbandoned(10)).isOne();

    assertThat(batches.find(id)).isEmpty();
    assertThat(uploads.append(id, 1, new byte[] {2})).isFalse();
  }

  @Test
  void linesAreReadInChunks() {
    StoredBatch batch = received("lines");
    StoredLine first =
        new StoredLine(
            2, "+84912345678", Map.of("fullName", "Lò Thị Mai"), Map.of("daysLeft", 30), "a", 1);
    StoredLine second = new StoredLine(3, null, Map.of("personRef", "p1"), Map.of(), null, 0);
    RefusedLine refused =
        new RefusedLine(
            4,
            List.of("091", "x"),
            List.of(new RefusedLine.Fault("phone-invalid", "A", "Số", "Correct the number.")));

    lines.write(batch.id(), 0, List.of(first, second));
    lines.writeRefused(batch.id(), 0, List.of(refused));

    assertThat(lines.read(batch.id(), 0)).containsExactly(first, second);
    assertThat(lines.refused(batch.id(), 0)).containsExactly(refused);
    assertThat(lines.read(batch.id(), 1)).isEmpty();
    assertThat(lines.isCleared(batch.id(), 10)).isTrue();
    assertThat(lines.read(batch.id(), 0)).isEmpty();
  }
}
