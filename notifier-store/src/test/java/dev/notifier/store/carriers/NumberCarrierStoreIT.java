package dev.notifier.store.carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.carriers.NumberCarrier.Source;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class NumberCarrierStoreIT {
  private static final Instant TIME = Instant.parse("2026-11-20T01:00:00Z");
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(2, 2);

  private final Database database = MigratedDatabase.open(MigratedDatabase.newUrl());
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final NumberCarrierStore store = new NumberCarrierStore(database.dataSource());
  private final KnownCarriers known = new KnownCarriers(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  private static NumberCarrier with(UUID number, String carrier, Instant since) {
    return new NumberCarrier(number, carrier, since, Source.PORTING_FILE);
  }

  @Test
  void theNewestStatementCountsInWhateverOrderTheyCome() throws SQLException {
    assertThat(known.any()).isFalse();
    NumberCarrier viettel = with(FIRST, "VIETTEL", TIME);
    NumberCarrier vinaphone = with(FIRST, "VINAPHONE", TIME.plusSeconds(60));
    assertThat(store.store(List.of(vinaphone, viettel, with(SECOND, "ITEL", TIME)))).isEqualTo(2);
    assertThat(known.any()).isTrue();

    assertThat(store.store(List.of(viettel))).as("older").isZero();
    assertThat(store.store(List.of(vinaphone))).as("the same").isZero();
    assertThat(known.find(List.of(FIRST, SECOND, new UUID(3, 3))))
        .isEqualTo(Map.of(FIRST, vinaphone, SECOND, with(SECOND, "ITEL", TIME)));

    NumberCarrier corrected = with(FIRST, "MOBIFONE", TIME.plusSeconds(60));
    assertThat(store.store(List.of(corrected))).as("a correction").isOne();
    assertThat(store.find(List.of(FIRST))).isEqualTo(Map.of(FIRST, corrected));
    assertThat(jdbc.queryForObject("select numbers from number_carrier_count", Integer.class))
        .isEqualTo(2);
  }

  @Test
  void thereAreNotMoreNumbersThanAllowed() {
    NumberCarrierStore limited = new NumberCarrierStore(database.dataSource(), 1);
    assertThat(limited.store(List.of(with(FIRST, "ITEL", TIME)))).isOne();
    assertThatThrownBy(() -> limited.store(List.of(with(SECOND, "ITEL", TIME))))
        .isInstanceOf(TooManyNumbersException.class);
    assertThat(store.find(List.of(SECOND))).isEmpty();
    assertThat(limited.store(List.of(with(FIRST, "WINTEL", TIME.plusSeconds(1)))))
        .as("of a known number")
        .isOne();
  }

  /** A plan that was made for a small table must not read millions of rows later. */
  @Test
  void numbersAreFoundByTheIndex() {
    jdbc.execute(
        """
        insert into number_carriers (recipient, since, carrier, learned_from)
        select md5(i::text)::uuid, now(), 'ITEL', 'PORTING_FILE' from generate_series(1, 20) i
        """);
    jdbc.execute("analyze number_carriers");
    String explain = "explain " + KnownCarriers.FIND.replace("?", "array['" + FIRST + "']");
    assertThat(plan(explain, "select 1")).contains("Seq Scan on number_carriers");

    assertThat(plan(explain, KnownCarriers.USE_INDEXES))
        .contains("number_carriers_pkey")
        .doesNotContain("Seq Scan on number_carriers");
  }

  private String plan(String explain, String setting) {
    List<String> plan =
        Objects.requireNonNull(
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                .execute(_ -> {
                  jdbc.execute(setting);
                  return jdbc.queryForList(explain, String.class);
                }));
    return String.join("\n", plan);
  }
}
