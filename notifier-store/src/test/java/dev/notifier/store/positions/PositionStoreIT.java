package dev.notifier.store.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.positions.ReadRanges.Range;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PositionStoreIT {
  private static final UUID TOPIC = new UUID(1, 1);
  private static final UUID NEW_TOPIC = new UUID(2, 2);

  private final Database database = MigratedDatabase.create();
  private final PositionStore store = new PositionStore(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  private static ReadRanges read(UUID topic, Range... ranges) {
    return new ReadRanges("group", "topic", topic, List.of(ranges));
  }

  private List<String> stored() {
    return store.all().stream()
        .map(each -> each.partition() + " " + each.from() + ".." + each.next())
        .toList();
  }

  @Test
  void aPositionMovesWithItsBatches() {
    store.advance(read(TOPIC, new Range(0, 0, 10), new Range(1, 0, 5)));
    store.advance(read(TOPIC, new Range(0, 10, 20)));

    assertThat(stored()).containsExactly("0 10..20", "1 0..5");
  }

  @Test
  void aBatchBehindAGapIsRefusedAndNothingOfItIsStored() {
    store.advance(read(TOPIC, new Range(0, 0, 10), new Range(1, 0, 5)));

    assertThatThrownBy(() -> store.advance(read(TOPIC, new Range(0, 10, 20), new Range(1, 6, 7))))
        .hasCauseInstanceOf(DatabaseBehindException.class)
        .hasMessageContaining("./notifier reconcile");
    assertThatThrownBy(() -> store.advance(read(TOPIC, new Range(2, 1, 7))))
        .as("a partition without a row begins at 0")
        .hasCauseInstanceOf(DatabaseBehindException.class);
    assertThat(stored()).containsExactly("0 0..10", "1 0..5");
  }

  /** A former owner stores late what the present one has stored before, or a part of it. */
  @Test
  void aFormerOwnerMovesNothingBack() {
    store.advance(read(TOPIC, new Range(0, 0, 10)));
    store.advance(read(TOPIC, new Range(0, 10, 30)));
    store.advance(read(TOPIC, new Range(0, 30, 40)));

    store.advance(read(TOPIC, new Range(0, 10, 20)));

    assertThat(stored()).containsExactly("0 30..40");
  }

  /** Its batch began before the backup was restored, or after what the backup has. */
  @Test
  void aFormerOwnerDoesNotHideALossAfterARestore() {
    store.advance(read(TOPIC, new Range(0, 0, 10)));

    assertThatThrownBy(() -> store.advance(read(TOPIC, new Range(0, 20, 30))))
        .hasCauseInstanceOf(DatabaseBehindException.class);
    store.advance(read(TOPIC, new Range(0, 0, 15)));

    assertThat(stored()).as("what was stored, and no more").containsExactly("0 0..15");
  }

  @Test
  void aTopicThatIsCreatedAgainBeginsAtZero() {
    store.advance(read(TOPIC, new Range(0, 0, 10)));
    store.advance(read(TOPIC, new Range(0, 10, 500)));

    assertThatThrownBy(() -> store.advance(read(NEW_TOPIC, new Range(0, 300, 400))))
        .hasCauseInstanceOf(DatabaseBehindException.class);
    store.advance(read(NEW_TOPIC, new Range(0, 0, 3)));

    assertThat(stored()).containsExactly("0 0..3");
    assertThat(store.all().getFirst().topicId()).isEqualTo(NEW_TOPIC);
  }

  @Test
  void adoptingChangesNoRowThatExists() {
    store.advance(read(TOPIC, new Range(0, 0, 10)));

    store.adopt(read(TOPIC, new Range(0, 5, 5), new Range(1, 7, 7)));

    assertThat(stored()).containsExactly("0 0..10", "1 7..7");
  }

  @Test
  void acceptingMovesForwardOnly() {
    store.advance(read(TOPIC, new Range(0, 0, 10), new Range(1, 0, 10)));

    assertThat(store.accept(read(TOPIC, new Range(0, 5, 5), new Range(1, 20, 20)))).isEqualTo(1);

    assertThat(stored()).containsExactly("0 0..10", "1 20..20");
  }

  /** Kafka has lost the newest records, and gives their offsets to others. */
  @Test
  void aPositionFollowsKafkaBack() {
    store.advance(read(TOPIC, new Range(0, 0, 10), new Range(1, 0, 10)));
    store.advance(read(TOPIC, new Range(0, 10, 20), new Range(1, 10, 20)));
    List<Instant> before = store.all().stream().map(StagePosition::updatedAt).toList();

    store.setBack(read(NEW_TOPIC, new Range(0, 1, 1)));
    store.setBack(read(TOPIC, new Range(0, 15, 15), new Range(1, 4, 4), new Range(2, 1, 1)));
    store.setBack(read(TOPIC, new Range(0, 30, 30)));

    assertThat(stored()).containsExactly("0 10..15", "1 4..4");
    assertThat(store.all().stream().map(StagePosition::updatedAt).toList()).isEqualTo(before);
    assertThatThrownBy(() -> store.advance(read(TOPIC, new Range(0, 20, 30))))
        .as("what a former owner has read of the lost records")
        .hasCauseInstanceOf(DatabaseBehindException.class);
    store.advance(read(TOPIC, new Range(1, 4, 7)));
    assertThat(stored()).containsExactly("0 10..15", "1 4..7");
  }

  @Test
  void twoOwnersWithTheSamePartitionsInAnotherOrderDoNotDeadlock() throws Exception {
    List<Range> forward = IntStream.range(0, 12).mapToObj(i -> new Range(i, 0, 1)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<CompletableFuture<Void>> both =
          IntStream.range(0, 2)
              .mapToObj(worker ->
                  CompletableFuture.runAsync(
                      () -> {
                        List<Range> ranges = worker == 0 ? forward : forward.reversed();
                        for (int i = 0; i < 300; i++) {
                          store.advance(new ReadRanges("group", "topic", TOPIC, ranges));
                        }
                      },
                      threads))
              .toList();
      for (CompletableFuture<Void> each : both) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(store.all()).hasSize(12);
  }

  /** Each batch changes the rows; an index that grew with each would make lookups slow. */
  @Test
  void updatesDoNotTouchTheIndex() throws Exception {
    int batches = 100;
    // One connection, because each reports the numbers of its own updates.
    try (Connection connection = database.dataSource().getConnection()) {
      for (int i = 0; i <= batches; i++) {
        long from = Math.max(0, i - 1);
        long next = i;
        PositionStore.advance(
            connection,
            new ReadRanges(
                "group",
                "topic",
                TOPIC,
                IntStream.range(0, 12).mapToObj(p -> new Range(p, from, next)).toList()));
      }
      connection.createStatement().execute("select pg_stat_force_next_flush()");
    }
    Map<String, @Nullable Object> counted =
        new JdbcTemplate(database.dataSource())
            .queryForMap(
                "select n_tup_upd, n_tup_hot_upd::float8 / n_tup_upd as hot"
                    + " from pg_stat_user_tables where relname = 'stage_positions'");
    assertThat(counted).containsEntry("n_tup_upd", 12L * batches);
    assertThat(counted.get("hot"))
        .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
        .isGreaterThan(0.8);
  }
}
