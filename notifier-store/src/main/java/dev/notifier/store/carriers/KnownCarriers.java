package dev.notifier.store.carriers;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.carriers.NumberCarrier.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds the carriers of many numbers with one query. Thread-safe. */
public final class KnownCarriers {
  static final String FIND =
      """
      select k.recipient, n.carrier, n.since, n.learned_from
      from unnest(?::uuid[]) as k (recipient)
      cross join lateral (
        select carrier, since, learned_from from number_carriers
        where recipient = k.recipient limit 1) n
      """;

  /** As for the directory: the table may have been small when the plan was made. */
  static final String USE_INDEXES = "set local enable_seqscan = off";

  private final DataSource database;

  public KnownCarriers(DataSource database) {
    this.database = database;
  }

  /**
   * Whether the carrier of any number is known.
   *
   * @throws SQLException if PostgreSQL is unavailable
   */
  public boolean any() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select numbers > 0 from number_carrier_count");
        ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /**
   * Finds carriers.
   *
   * @param recipients the HMACs of numbers
   * @return of those that are known
   * @throws SQLException if PostgreSQL is unavailable
   */
  public Map<UUID, NumberCarrier> find(Collection<UUID> recipients) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Map<UUID, NumberCarrier> found = find(connection, recipients);
      connection.commit();
      return found;
    }
  }

  /** Finds carriers in a transaction. */
  static Map<UUID, NumberCarrier> find(Connection connection, Collection<UUID> recipients)
      throws SQLException {
    Map<UUID, NumberCarrier> found = new HashMap<>();
    try (Statement settings = connection.createStatement()) {
      settings.execute(USE_INDEXES);
    }
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      new PgArrays<>(statement, List.copyOf(recipients)).column("uuid", each -> each);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          UUID recipient = rows.getObject("recipient", UUID.class);
          found.put(
              recipient,
              new NumberCarrier(
                  recipient,
                  rows.getString("carrier"),
                  PgInstants.get(rows, "since"),
                  Source.valueOf(rows.getString("learned_from"))));
        }
      }
    }
    return found;
  }
}
