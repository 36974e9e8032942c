package dev.notifier.store.tracking;

import dev.notifier.store.PgArrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How the receipts of each route met their answers of late, added up over all workers. Only the
 * last thousand or so count, the older the less. Thread-safe.
 */
public final class ReceiptMatchStatistics {
  /** How many are remembered of each route. */
  public static final int WINDOW = 1_000;

  private final JdbcTemplate jdbc;

  public ReceiptMatchStatistics(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Receipts of one route.
   *
   * @param pairs those that met, by form; of routes whose form is not configured
   * @param matched met their answer
   * @param unmatched did not by the response deadline
   */
  public record Matches(Map<MessageIdConversion, Integer> pairs, int matched, int unmatched) {
    public int pairs(MessageIdConversion form) {
      return pairs.getOrDefault(form, 0);
    }
  }

  /** Adds what came since the last time, by route. */
  public void add(Map<String, Matches> since) {
    if (since.isEmpty()) {
      return;
    }
    List<Map.Entry<String, Matches>> rows =
        since.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    jdbc.update(
        ADD,
        statement ->
            new PgArrays<>(statement, rows)
                .column("text", Map.Entry::getKey)
                .column("int4", row -> row.getValue().pairs(MessageIdConversion.AS_IS))
                .column("int4", row -> row.getValue().pairs(MessageIdConversion.DECIMAL_TO_HEX))
                .column("int4", row -> row.getValue().pairs(MessageIdConversion.HEX_TO_DECIMAL))
                .column("int4", row -> row.getValue().matched())
                .column("int4", row -> row.getValue().unmatched()));
  }

  public Map<String, Matches> all() {
    Map<String, Matches> all = new HashMap<>();
    jdbc.query(
        "select * from receipt_matches",
        row -> {
          Map<MessageIdConversion, Integer> pairs =
              Map.of(
                  MessageIdConversion.AS_IS, row.getInt("as_is"),
                  MessageIdConversion.DECIMAL_TO_HEX, row.getInt("decimal_to_hex"),
                  MessageIdConversion.HEX_TO_DECIMAL, row.getInt("hex_to_decimal"));
          all.put(
              row.getString("route"),
              new Matches(pairs, row.getInt("matched"), row.getInt("unmatched")));
        });
    return all;
  }

  /** What exceeds the window is taken off all figures alike. */
  private static final String ADD =
      """
      insert into receipt_matches as m
        (route, as_is, decimal_to_hex, hex_to_decimal, matched, unmatched)
      select * from unnest(?::text[], ?::int4[], ?::int4[], ?::int4[], ?::int4[], ?::int4[])
      on conflict (route) do update set
        as_is = (m.as_is + excluded.as_is) * PAIRS,
        decimal_to_hex = (m.decimal_to_hex + excluded.decimal_to_hex) * PAIRS,
        hex_to_decimal = (m.hex_to_decimal + excluded.hex_to_decimal) * PAIRS,
        matched = (m.matched + excluded.matched) * ALL,
        unmatched = (m.unmatched + excluded.unmatched) * ALL
      """
          .replace("PAIRS", share("as_is", "decimal_to_hex", "hex_to_decimal"))
          .replace("ALL", share("matched", "unmatched"));

  private static String share(String... columns) {
    StringBuilder sum = new StringBuilder("1");
    for (String column : columns) {
      sum.append(" + m.").append(column).append(" + excluded.").append(column);
    }
    return "least(1, " + WINDOW + ".0 / (" + sum + "))";
  }
}
