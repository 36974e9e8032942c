package dev.notifier.worker.optouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.MessageSubject;
import java.util.List;
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
  void aNumberWantsNoMessagesOfATenantAboutAPerson() {
    long tenant = MessageOrigin.digest("son-la");
    table.apply(NUMBER, persons(2, List.of(7L), List.of(8L)));

    assertThat(table.hasSubjects()).isTrue();
    assertThat(table.excludes(NUMBER, tenant, new MessageSubject(7, 0))).isTrue();
    assertThat(table.excludes(NUMBER, tenant, new MessageSubject(9, 7))).as("unit").isTrue();
    assertThat(table.excludes(NUMBER, tenant, new MessageSubject(8, 0))).as("again").isFalse();
    assertThat(table.excludes(NUMBER, MessageOrigin.digest("x"), new MessageSubject(7, 0)))
        .isFalse();
    assertThat(table.excludes(NUMBER, MessageOrigin.NONE, new MessageSubject(7, 0))).isFalse();
    assertThat(table.excludes(new UUID(3, 3), tenant, new MessageSubject(7, 0))).isFalse();
    assertThat(table.bits(NUMBER, tenant)).as("opted out of nothing").isZero();

    table.apply(NUMBER, persons(1, List.of(8L), List.of(7L)));
    assertThat(table.excludes(NUMBER, tenant, new MessageSubject(7, 0))).as("older").isTrue();
    table.apply(NUMBER, persons(3, List.of(8L), List.of(7L)));
    assertThat(table.excludes(NUMBER, tenant, new MessageSubject(7, 0))).isFalse();
    assertThat(table.excludes(NUMBER, tenant, new MessageSubject(8, 0))).isTrue();
  }

  private static OptOutRecord persons(int version, List<Long> excluded, List<Long> included) {
    return OptOutRecord.of(version, Map.of())
        .withPersons(Map.of("son-la", excluded), Map.of("son-la", included));
  }

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
  void aTenantTakesNoRoomOfOthers() {
    OptOutTable small = new OptOutTable(8);
    fill(small, "son-la", 3);

    assertThat(small.size()).isEqualTo(2);
    assertThat(small.lacks(SON_LA)).isTrue();
    assertThat(small.lacks(MessageOrigin.NONE)).as("of an unknown tenant").isTrue();
    assertThat(small.lacks(CAO_BANG)).isFalse();
    small.apply(new UUID(1, 0), OptOutRecord.of(2, Map.of("son-la", 3)));
    assertThat(small.bits(new UUID(1, 0), SON_LA)).as("known ones change").isEqualTo(3);
    fill(small, "cao-bang", 2);
    assertThat(small.lacks(CAO_BANG)).isFalse();
    assertThat(small.bits(new UUID(2, 0), CAO_BANG)).isEqualTo(1);
  }

  @Test
  void optOutsOfATenantLeaveRoomForItsWrongPersons() {
    OptOutTable small = new OptOutTable(16);
    fill(small, "son-la", 5);
    assertThat(small.lacks(SON_LA)).isTrue();
    MessageSubject known = new MessageSubject(7, 0);
    MessageSubject refused = new MessageSubject(8, 0);

    small.apply(NUMBER, persons(1, List.of(7L), List.of()));
    assertThat(small.excludes(NUMBER, SON_LA, known)).isTrue();
    assertThat(small.lacksSubjects(SON_LA)).isFalse();

    small.apply(NUMBER, persons(2, List.of(7L, 8L), List.of()));
    assertThat(small.excludes(NUMBER, SON_LA, refused)).isFalse();
    assertThat(small.lacksSubjects(SON_LA)).isTrue();
    assertThat(small.lacksSubjects(CAO_BANG)).isFalse();
    assertThat(small.lackingSubjects()).isEqualTo(1);
  }

  @Test
  void allTenantsLeaveRoomForTheNationalOne() {
    OptOutTable small = new OptOutTable(8);
    for (String tenant : List.of("a", "b", "c", "d")) {
      fill(small, tenant, 2);
    }
    assertThat(small.size()).isEqualTo(6);
    assertThat(small.lacking()).isEqualTo(1);

    fill(small, "*", 2);
    assertThat(small.lacksNational()).isFalse();
    assertThat(small.lacks(CAO_BANG)).isFalse();

    fill(small, "*", 3);
    assertThat(small.lacksNational()).isTrue();
    assertThat(small.lacks(CAO_BANG)).as("anyone may have opted out of all tenants").isTrue();
  }

  @Test
  void itFitsIntoAQuarterOfTheHeap() {
    assertThat(OptOutTable.maxEntries(96_000_000)).isEqualTo(1_000_000);
    assertThat(OptOutTable.maxEntries(64L << 30)).isEqualTo(OptOutTable.MAX_ENTRIES);
  }

  private static void fill(OptOutTable table, String scope, int numbers) {
    for (int i = 1; i <= numbers; i++) {
      table.apply(new UUID(i, 0), OptOutRecord.of(1, Map.of(scope, 1)));
    }
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
