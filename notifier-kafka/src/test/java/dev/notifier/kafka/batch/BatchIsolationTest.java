package dev.notifier.kafka.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchIsolationTest {
  private final BatchIsolation<Integer> isolation =
      new BatchIsolation<>(BatchIsolationTest::record);
  private final List<Integer> done = new ArrayList<>();
  private final List<Integer> alone = new ArrayList<>();
  private int calls;

  @Test
  void aBatchIsTriedThreeTimesBeforeItIsSplit() throws Exception {
    List<Integer> batch = numbers(100);
    for (int i = 0; i < BatchIsolation.ATTEMPTS; i++) {
      assertThatThrownBy(() -> process(batch, Set.of(13)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(done).isEmpty();
    assertThat(alone).isEmpty();
    process(batch, Set.of(13));
    assertThat(alone).containsExactly(13);
    assertThat(done).hasSize(99).isSorted().doesNotContain(13);
    assertThat(calls).isLessThan(25);
    done.clear();
    process(batch, Set.of());
    assertThat(done).hasSize(100);
  }

  /** A record from 100 on consists of one part for each of its hundreds, such as 102 and 202. */
  @Test
  void aRecordThatFailsAloneIsDividedAndItsOtherPartsProceed() throws Exception {
    BatchIsolation<Integer> divided =
        new BatchIsolation<>(
            number -> record(number % 100),
            number -> number == 3 ? List.of(103, 203, 303, 403) : List.of(number),
            _ -> true,
            _ -> true);
    Set<Integer> bad = Set.of(3, 303);
    for (int i = 0; i <= BatchIsolation.ATTEMPTS; i++) {
      done.clear();
      try {
        divided.process(
            numbers(6),
            part -> {
              if (part.stream().anyMatch(bad::contains)) {
                throw new IllegalStateException("data");
              }
              done.addAll(part);
            },
            (record, failure) -> alone.add(record));
      } catch (IllegalStateException e) {
        assertThat(i).isLessThan(BatchIsolation.ATTEMPTS);
      }
    }
    assertThat(alone).containsExactly(303);
    assertThat(done).containsExactly(0, 1, 2, 103, 203, 403, 4, 5);
  }

  @Test
  void severalRecordsAreFoundInOneBatch() throws Exception {
    failThreeTimes(numbers(64), Set.of(0, 31, 32, 63));
    process(numbers(64), Set.of(0, 31, 32, 63));
    assertThat(alone).containsExactly(0, 31, 32, 63);
    assertThat(done).hasSize(60);
  }

  @Test
  void anOutageIsNeverBlamedOnARecord() {
    SQLException outage = new SQLException("shut down", "57P01");
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() ->
              isolation.process(
                  numbers(2),
                  part -> {
                    throw outage;
                  },
                  (record, failure) -> alone.add(record)))
          .isSameAs(outage);
    }
    assertThat(alone).isEmpty();
  }

  @Test
  void anOutageWhileABatchIsSplitEndsTheSearch() throws Exception {
    failThreeTimes(numbers(4), Set.of(3));
    SQLException outage = new SQLException("gone", "08006");
    assertThatThrownBy(() ->
            isolation.process(
                numbers(4),
                part -> {
                  if (part.contains(3) && part.size() == 4) {
                    throw new IllegalStateException();
                  }
                  throw outage;
                },
                (record, failure) -> alone.add(record)))
        .isSameAs(outage);
    process(numbers(4), Set.of(3));
    assertThat(alone).containsExactly(3);
  }

  @Test
  void whenEveryRecordFailsTheStageWaitsInsteadOfEmptyingTheTopic() throws Exception {
    List<Integer> batch = numbers(200);
    Set<Integer> all = Set.copyOf(batch);
    failThreeTimes(batch, all);
    assertThatThrownBy(() -> process(batch, all))
        .isInstanceOf(BatchIsolation.EveryRecordFailsException.class)
        .hasMessageContaining("50 records in a row");
    assertThat(alone).hasSize(BatchIsolation.MAX_ALONE_IN_A_ROW);
    assertThatThrownBy(() -> process(numbers(3), all))
        .isInstanceOf(BatchIsolation.EveryRecordFailsException.class);
    process(numbers(3), Set.of(1));
    assertThat(alone).hasSize(BatchIsolation.MAX_ALONE_IN_A_ROW + 1);
  }

  /** Numbers below 100 do not count, such as receipts, which have another stop. */
  @Test
  void recordsThatDoNotCountNeitherStopTheStageNorLetItContinue() throws Exception {
    BatchIsolation<Integer> counted =
        new BatchIsolation<>(
            BatchIsolationTest::record, List::of, number -> number >= 100, number -> number >= 100);
    List<Integer> others = numbers(60);
    for (int i = 0; i <= BatchIsolation.ATTEMPTS; i++) {
      tryAll(counted, others, number -> true);
    }
    assertThat(alone).isEqualTo(others);
    alone.clear();
    List<Integer> mixed = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      mixed.add(number);
      mixed.add(100 + number);
    }
    for (int i = 0; i <= BatchIsolation.ATTEMPTS; i++) {
      tryAll(counted, mixed, number -> number >= 100);
    }
    assertThat(alone).hasSize(BatchIsolation.MAX_ALONE_IN_A_ROW);
  }

  private void tryAll(
      BatchIsolation<Integer> isolated, List<Integer> batch, Predicate<Integer> isBad)
      throws Exception {
    try {
      isolated.process(
          batch,
          part -> {
            if (part.stream().anyMatch(isBad)) {
              throw new IllegalStateException("data");
            }
          },
          (record, failure) -> alone.add(record));
    } catch (BatchIsolation.EveryRecordFailsException e) {
      assertThat(e).hasMessageContaining("50 records in a row");
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("data");
    }
  }

  /** Numbers from 1,000 on are of another partition, which has a backlog. */
  @Test
  void aRecordIsFoundAfterThreeFailuresWhateverSucceedsMeanwhile() throws Exception {
    for (int i = 0; i < BatchIsolation.ATTEMPTS; i++) {
      assertThatThrownBy(() -> process(List.of(7, 8, 9), Set.of(8)))
          .isInstanceOf(IllegalStateException.class);
      process(List.of(1_000 + i, 1_010 + i), Set.of());
    }
    process(List.of(1_020), Set.of());
    process(List.of(7), Set.of());
    process(List.of(8, 9), Set.of(8));
    assertThat(alone).containsExactly(8);
    int before = calls;
    failThreeTimes(List.of(10, 11), Set.of(10));
    assertThat(calls - before).isEqualTo(BatchIsolation.ATTEMPTS);
    assertThat(alone).containsExactly(8);
  }

  @Test
  void failuresEndWithTheRecordsThatCausedThem() throws Exception {
    assertThatThrownBy(() -> process(List.of(1, 2, 1_000), Set.of(2)))
        .isInstanceOf(IllegalStateException.class);
    process(List.of(1), Set.of());
    process(List.of(2, 3), Set.of());
    isolation.forget(List.of(new TopicPartition("t", 1_000 / 1_000)));
    process(List.of(4), Set.of());
    failThreeTimes(List.of(5, 6), Set.of(5));
    assertThat(alone).isEmpty();
    process(List.of(5, 6), Set.of(5));
    assertThat(alone).containsExactly(5);
  }

  private static ConsumerRecord<?, ?> record(int number) {
    return new ConsumerRecord<>("t", number / 1_000, number, null, null);
  }

  private void failThreeTimes(List<Integer> batch, Set<Integer> poison) {
    for (int i = 0; i < BatchIsolation.ATTEMPTS; i++) {
      assertThatThrownBy(() -> process(batch, poison)).isInstanceOf(IllegalStateException.class);
    }
  }

  private void process(List<Integer> batch, Set<Integer> poison) throws Exception {
    isolation.process(
        batch,
        part -> {
          calls++;
          if (part.stream().anyMatch(poison::contains)) {
            throw new IllegalStateException("poison");
          }
          done.addAll(part);
        },
        (record, failure) -> alone.add(record));
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
