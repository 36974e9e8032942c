package dev.notifier.store.people;

import dev.notifier.store.JsonText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Queries of a person that wait for their answers, for some minutes. They are known by the number
 * only, which is deleted when they end; so an erasure waits for that.
 */
final class QueryData implements PersonalDataStore {
  /** More are not counted. */
  private static final int MAX_WAITING = 1_000;

  private final JdbcTemplate jdbc;

  QueryData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "inbound-queries";
  }

  @Override
  public Set<String> tables() {
    return Set.of("inbound_queries");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return person.phone() == null
        ? List.of()
        : jdbc.query(
            """
            select inbound_id, query, address, phone, parameters, received_at from inbound_queries
            where phone = ? and tenant = ? and inbound_id > ? order by inbound_id limit ?
            """,
            QueryData::item,
            person.phone(),
            person.tenant(),
            after == null ? new UUID(0, 0) : after,
            maxItems);
  }

  private static Item item(ResultSet row, int rowNumber) throws SQLException {
    Item item = RowItems.item(row, rowNumber);
    item.values().put("parameters", JsonText.read(row.getString("parameters"), Map.class));
    return item;
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    if (person.phone() == null) {
      return Erased.NOTHING;
    }
    List<Integer> waiting =
        jdbc.query(
            "select 1 from inbound_queries where phone = ? and tenant = ? limit ?",
            (row, _) -> row.getInt(1),
            person.phone(),
            person.tenant(),
            MAX_WAITING);
    return new Erased(0, waiting.size(), false);
  }
}
