package dev.notifier.store.tracking;

import dev.notifier.store.PgArrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts how the recent receipts of each account matched their responses, over all workers. About
 * the last thousand receipts count, older ones less than newer ones. Thread-safe.
 */
public final class ReceiptMatchStatistics {
  /** The approximate number of receipts that count for each account. */
  public static final int WINDOW = 1_000;

  private final JdbcTemplate jdbc;

  public ReceiptMatchStatistics(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * The receipts of one account.
   *
   * @param pairs the matched receipts by conversion; only for accounts without a configured one
   * @param matched the number of receipts with a response at the response deadline
   * @param unmatched the number of receipts without a response at the response deadline
   * @param otherNumber how many of these have the id of a message to another number
   */
  public record Matches(
      Map<MessageIdConversion, Integer> pairs, int matched, int unmatched, int otherNumber) {
    public int pairs(MessageIdConversion conversion) {
      return pairs.getOrDefault(conversion, 0);
    }
  }

  /** Adds the receipts since the last call, by account. */
  public void add(Map<Short, Matches> added) {
    if (added.isEmpty()) {
      return;
    }
    List<Map.Entry<Short, Matches>> rows =
        added.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    jdbc.update(
        ADD,
        statement ->
            new PgArrays<>(statement, rows)
                .column("int2", Map.Entry::getKey)
                .column("int4", row -> row.getValue().pairs(MessageIdConversion.AS_IS))
                .column("int4", row -> row.getValue().pairs(MessageIdConversion.SAME_NUMBER))
                .column("int4", row -> row.getValue().pairs(MessageIdConversion.DECIMAL_TO_HEX))
                .column("int4", row -> row.getValue().pairs(MessageIdConversion.HEX_TO_DECIMAL))
                .column("int4", row -> row.getValue().matched())
                .column("int4", row -> row.getValue().unmatched())
                .column("int4", row -> row.getValue().otherNumber()));
  }

  /** Returns the statistics of all accounts. */
  public Map<Short, Matches> all() {
    Map<Short, Matches> all = new HashMap<>();
    jdbc.query(
        """
        select account, as_is, same_number, decimal_to_hex, hex_to_decimal, matched, unmatched,
          other_number
        from receipt_matches
        """,
        row -> {
          Map<MessageIdConversion, Integer> pairs =
              Map.of(
                  MessageIdConversion.AS_IS, row.getInt("as_is"),
                  MessageIdConversion.SAME_NUMBER, row.getInt("same_number"),
                  MessageIdConversion.DECIMAL_TO_HEX, row.getInt("decimal_to_hex"),
                  MessageIdConversion.HEX_TO_DECIMAL, row.getInt("hex_to_decimal"));
          all.put(
              row.getShort("account"),
              new Matches(
                  pairs,
                  row.getInt("matched"),
                  row.getInt("unmatched"),
                  row.getInt("other_number")));
        });
    return all;
  }

  /** If the sum exceeds the window, all figures are scaled down by the same factor. */
  private static final String ADD =
      """
      insert into receipt_matches as m
        (account, as_is, same_number, decimal_to_hex, hex_to_decimal, matched, unmatched,
         other_number)
      select * from unnest(?::int2[], ?::int4[], ?::int4[], ?::int4[], ?::int4[], ?::int4[],
        ?::int4[], ?::int4[])
      on conflict (account) do update set
        as_is = (m.as_is + excluded.as_is) * PAIR_SCALE,
        same_number = (m.same_number + excluded.same_number) * PAIR_SCALE,
        decimal_to_hex = (m.decimal_to_hex + excluded.decimal_to_hex) * PAIR_SCALE,
        hex_to_decimal = (m.hex_to_decimal + excluded.hex_to_decimal) * PAIR_SCALE,
        matched = (m.matched + excluded.matched) * SCALE,
        unmatched = (m.unmatched + excluded.unmatched) * SCALE,
        other_number = (m.other_number + excluded.other_number) * SCALE
      """
          .replace("PAIR_SCALE", scale("as_is", "same_number", "decimal_to_hex", "hex_to_decimal"))
          .replace("SCALE", scale("matched", "unmatched"));

  private static String scale(String... columns) {
    StringBuilder sum = new StringBuilder("1");
    for (String column : columns) {
      sum.append(" + m.").append(column).append(" + excluded.").append(column);
    }
    return "least(1, " + WINDOW + ".0 / (" + sum + "))";
  }
}
