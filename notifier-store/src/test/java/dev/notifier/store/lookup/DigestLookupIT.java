package dev.notifier.store.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class DigestLookupIT {
  private static final int DAYS = 70;

  private final Database database = MigratedDatabase.open(MigratedDatabase.newUrl());
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final DigestLookup lookup = new DigestLookup(jdbc, InstantSource.system());

  /** One digest for each day, and two days without a partition. */
  @BeforeEach
  void insert() {
    jdbc.queryForList(
        "select create_day_partitions('event_digests', ?, ?)", today.minusDays(DAYS), today);
    for (int days : List.of(20, 40)) {
      jdbc.queryForList("select drop_day('event_digests', ?)", today.minusDays(days));
    }
    for (int days : present()) {
      jdbc.update(
          "insert into event_digests values (?, ?, ?, 0, 0, ?)",
          digest(days),
          id(days),
          new UUID(1, 1),
          today.minusDays(days));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aDigestOfAnyDayIsFound() {
    for (int days : present()) {
      assertThat(lookup.find(List.of(digest(days))))
          .as("%s days ago", days)
          .isEqualTo(Map.of(digest(days), id(days)));
    }
    assertThat(lookup.find(List.of(digest(20)))).isEmpty();
  }

  /** With so many, each statement reads a few partitions. */
  @Test
  void manyDigestsAreFoundWhateverTheirDay() {
    List<UUID> digests =
        new ArrayList<>(IntStream.range(0, 1_000).mapToObj(n -> new UUID(n, 1)).toList());
    present().forEach(days -> digests.add(digest(days)));

    Map<UUID, UUID> found = lookup.find(digests);

    assertThat(found).hasSize(present().size());
    present().forEach(days -> assertThat(found).containsEntry(digest(days), id(days)));
  }

  /** The clock decides only where to look first. */
  @Test
  void aWrongClockFindsTheSame() {
    for (int days : List.of(-15, 15)) {
      InstantSource wrong = InstantSource.offset(InstantSource.system(), Duration.ofDays(days));

      Map<UUID, UUID> found =
          new DigestLookup(jdbc, wrong)
              .find(present().stream().map(DigestLookupIT::digest).toList());

      assertThat(found).as("%s days", days).hasSize(present().size());
    }
  }

  private static List<Integer> present() {
    return IntStream.rangeClosed(0, DAYS).filter(day -> day != 20 && day != 40).boxed().toList();
  }

  private static UUID digest(int days) {
    return new UUID(days, 2);
  }

  private static UUID id(int days) {
    return new UUID(days, 3);
  }
}
