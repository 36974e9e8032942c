package dev.notifier.worker.optouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OptOutTableTest {
  private static final long SON_LA = MessageOrigin.digest("son-la");
  private static final long CAO_BANG = MessageOrigin.digest("cao-bang");
  private static final UUID NUMBER = new UUID(1, 2);

  private final OptOutTable table = new OptOutTable();

  @Test
  void aTenantAndAllTenantsCount() {
    table.apply(NUMBER, OptOutRecord.of(1, Map.of("*", 4, "son-la", 1)));

    assertThat(table.bits(NUMBER, SON_LA)).isEqualTo(5);
    assertThat(table.bits(NUMBER, CAO_BANG)).isEqualTo(4);
    assertThat(table.bits(NUMBER, MessageOrigin.NONE)).as("of an unknown tenant").isEqualTo(4);
    assertThat(table.bits(new UUID(2, 2), SON_LA)).isZero();
  }

  @Test
  void anOlderRecordChangesNothing() {
    table.apply(NUMBER, OptOutRecord.of(2, Map.of("son-la", 0)));
    table.apply(NUMBER, OptOutRecord.of(1, Map.of("son-la", 7)));
    assertThat(table.bits(NUMBER, SON_LA)).isZero();

    table.apply(NUMBER, OptOutRecord.of(3, Map.of("son-la", 7)));
    assertThat(table.bits(NUMBER, SON_LA)).isEqualTo(7);
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void aVersionMayBeOfAnySize() {
    table.apply(NUMBER, OptOutRecord.of((1 << 29) - 1, Map.of("son-la", 7)));
    table.apply(NUMBER, OptOutRecord.of((1 << 28) + 1, Map.of("son-la", 0)));
    table.apply(NUMBER, OptOutRecord.of(Integer.MAX_VALUE, Map.of("son-la", 7)));
    table.apply(NUMBER, OptOutRecord.of(1, Map.of("son-la", 0)));

    assertThat(table.bits(NUMBER, SON_LA)).isEqualTo(7);
  }

  /** Bits of a newer release are left out. */
  @Test
  void unknownPurposesAreIgnored() {
    table.apply(NUMBER, OptOutRecord.of(1, Map.of("son-la", 0b1010)));

    assertThat(table.bits(NUMBER, SON_LA)).isEqualTo(2);
  }

  @Test
  void manyAreFound() {
    int number = 500_000;
    Random random = new Random(7);
    for (int i = 0; i < number; i++) {
      table.apply(new UUID(random.nextLong(), 0), OptOutRecord.of(1, Map.of("son-la", 1 + i % 7)));
    }

    assertThat(table.size()).isEqualTo(number);
    Random again = new Random(7);
    for (int i = 0; i < number; i++) {
      assertThat(table.bits(new UUID(again.nextLong(), 0), SON_LA)).isEqualTo(1 + i % 7);
    }
    assertThat(table.bytes()).isBetween(number * 16L, number * 24L);
  }

  @Test
  void thereAreNotMoreEntriesThanAllowed() {
    OptOutTable small = new OptOutTable(2);
    for (int i = 1; i <= 3; i++) {
      small.apply(new UUID(i, 0), OptOutRecord.of(1, Map.of("son-la", 1)));
    }

    assertThat(small.size()).isEqualTo(2);
    assertThat(small.isFull()).isTrue();
    small.apply(new UUID(1, 0), OptOutRecord.of(2, Map.of("son-la", 3)));
    assertThat(small.bits(new UUID(1, 0), SON_LA)).as("known ones change").isEqualTo(3);
  }

  /** What was applied once is found at any time, also while the table grows. */
  @Test
  void readersNeverMissWhatIsThere() throws Exception {
    table.apply(NUMBER, OptOutRecord.of(1, Map.of("son-la", 7)));
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService readers = Executors.newSingleThreadExecutor()) {
      Future<Boolean> missed =
          readers.submit(() -> {
            boolean any = false;
            while (!done.get()) {
              any |= table.bits(NUMBER, SON_LA) != 7;
            }
            return any;
          });
      Random random = new Random(8);
      for (int i = 0; i < 300_000; i++) {
        table.apply(new UUID(random.nextLong(), 0), OptOutRecord.of(1, Map.of("son-la", 1)));
      }
      done.set(true);
      assertThat(missed.get()).isFalse();
    }
  }
}
