package dev.notifier.kafka.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of a table, without a broker. A value is its version. */
class TopicTableTest {
  static final TableDefinition<Integer> DEFINITION =
      new TableDefinition<>(
          "table",
          (_, value) ->
              TableDefinition.DecodedValue.of(
                  Integer.valueOf(new String(value, StandardCharsets.US_ASCII))),
          Comparator.<Integer>naturalOrder());

  private final List<String> changes = new ArrayList<>();
  private final TopicTable<Integer> table =
      new TopicTable<>(
          new KafkaClients(KafkaConnection.plaintext("127.0.0.1:1"), "test"),
          DEFINITION,
          () -> 0,
          (key, value) -> changes.add(key + "=" + value));

  @Test
  void theNewestValueWinsInWhateverOrderRecordsArrive() {
    read("a", 1);
    read("a", 3);
    read("a", 2);

    assertThat(table.get("a")).isEqualTo(3);
    assertThat(table.values()).containsExactly(3);
    assertThat(changes).containsExactly("a=1", "a=3", "a=3");
  }

  @Test
  void aValueIsMissingWhileTheLastRecordOfTheTopicIsOlder() {
    assertThat(table.isMissing("a", 1)).isTrue();
    read("a", 3);
    read("a", 2);

    assertThat(table.isMissing("a", 3)).isTrue();
    assertThat(table.isMissing("a", 2)).isFalse();
    assertThat(table.isMissing("a", 1)).isFalse();
    assertThat(table.publishedKeys()).containsExactly("a");
  }

  @Test
  void aValueFromAnotherSourceCountsUnlessTheTableHasANewerOne() {
    table.put("a", 2);
    read("a", 1);
    read("b", 2);
    table.put("b", 1);

    assertThat(table.get("a")).isEqualTo(2);
    assertThat(table.get("b")).isEqualTo(2);
    assertThat(table.isMissing("a", 2)).isTrue();
  }

  @Test
  void aDeletedKeyHasNoValueAndIsMissing() {
    read("a", 1);
    read("a", null);

    assertThat(table.get("a")).isNull();
    assertThat(table.isMissing("a", 1)).isTrue();
    assertThat(changes).containsExactly("a=1", "a=null");
  }

  @Test
  void anInvalidRecordChangesNothing() {
    read("a", 1);
    assertThatThrownBy(() -> table.apply("a", "invalid".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(NumberFormatException.class);

    assertThat(table.get("a")).isEqualTo(1);
  }

  @Test
  void aTableThatWasNeverReadIsStale() {
    assertThat(table.age()).isNull();
    assertThat(table.isStale(Duration.ofDays(1))).isTrue();
    assertThat(table.error()).isNull();
    table.close();
  }

  private void read(String key, @Nullable Integer value) {
    table.apply(key, value == null ? null : value.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
