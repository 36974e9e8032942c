package dev.notifier.store.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A table that is added later cannot be forgotten by exports and erasures. */
class PersonalDataTablesIT {
  private static final Database DATABASE = MigratedDatabase.create();

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  /** Partitions belong to their table. */
  private List<@Nullable String> tables(String condition) {
    return jdbc.queryForList(
        """
        select relname from pg_class
        where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
          and relname not like 'flyway%' and
        """
            + condition,
        String.class);
  }

  @Test
  void eachTableHasAStoreOfItsPersonalDataOrSaysThatItHasNone() {
    Set<String> known =
        new PersonalData(DATABASE.dataSource(), AuditKey.of("privacy key of the tests")).tables();
    List<@Nullable String> without =
        tables("coalesce(obj_description(oid, 'pg_class'), '') like 'No personal data%'");

    assertThat(known).isNotEmpty().doesNotContainAnyElementsOf(without);
    assertThat(tables("true")).containsAll(known);
    assertThat(tables("true").stream().filter(table -> !known.contains(table)))
        .containsExactlyInAnyOrderElementsOf(without);
  }
}
