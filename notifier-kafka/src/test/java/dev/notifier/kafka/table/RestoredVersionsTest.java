package dev.notifier.kafka.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RecordJson;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A topic that is ahead of a database that was restored from a backup. */
class RestoredVersionsTest {
  private record Entry(String key, int version, String content) {}

  private final TopicTable<Entry> table =
      new TopicTable<>(
          new KafkaClients(KafkaConnection.plaintext("127.0.0.1:1"), "test"),
          new TableDefinition<>(
              "entries",
              (_, value) -> TableDefinition.DecodedValue.of(RecordJson.read(value, Entry.class)),
              Comparator.comparingInt(Entry::version)),
          () -> 0);
  private final Map<String, Entry> database = new TreeMap<>();
  private final List<Entry> published = new ArrayList<>();
  private final TopicReconciler<Entry> reconciler =
      new TopicReconciler<>(
          new TopicReconciler.Source<>(
              "entries",
              new RestoredVersions<>(
                  "entries",
                  () -> List.copyOf(database.values()),
                  entry -> table.isAhead(entry.key(), entry),
                  this::raise),
              entry -> table.isMissing(entry.key(), entry),
              entry -> {
                published.add(entry);
                onTopic(entry);
              }),
          System::nanoTime);

  @AfterEach
  void close() {
    reconciler.close();
    table.close();
  }

  private boolean raise(Entry entry) {
    int version = Objects.requireNonNull(table.published(entry.key())).version();
    return database.replace(
        entry.key(), entry, new Entry(entry.key(), version + 1, entry.content()));
  }

  private void onTopic(Entry entry) {
    table.apply(entry.key(), RecordJson.write(entry));
  }

  private void reconcile() {
    reconciler.publishWithin(Duration.ofSeconds(30));
  }

  @Test
  void aStoredVersionBehindTheTopicIsRaisedAndPublished() {
    onTopic(new Entry("a", 8, "lost"));
    database.put("a", new Entry("a", 5, "restored"));

    reconcile();

    assertThat(published).containsExactly(new Entry("a", 9, "restored"));
    assertThat(table.get("a")).isEqualTo(new Entry("a", 9, "restored"));
  }

  @Test
  void anotherContentOfTheSameVersionIsRaisedAndPublished() {
    onTopic(new Entry("a", 6, "lost"));
    database.put("a", new Entry("a", 6, "changed after the restore"));

    reconcile();

    assertThat(published).containsExactly(new Entry("a", 7, "changed after the restore"));
  }

  @Test
  void whatIsPublishedIsNeitherRaisedNorPublishedAgain() {
    onTopic(new Entry("a", 6, "same"));
    database.put("a", new Entry("a", 6, "same"));

    reconcile();

    assertThat(published).isEmpty();
    assertThat(database.get("a")).isEqualTo(new Entry("a", 6, "same"));
  }
}
