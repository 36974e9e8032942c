package dev.notifier.store.audit;

import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.audit.AuditEntry.Target;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds how people call the things that rows of the audit name by their ids. Thread-safe; nothing
 * that it reads is about recipients.
 */
public final class AuditNames {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final String TEXT = "text";
  private static final String UUIDS = "uuid";

  private final JdbcTemplate jdbc;

  public AuditNames(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** What has another name than its id. All are looked up by an index. */
  public enum Kind {
    /** A file of messages. */
    BATCH("batch", UUIDS, "id::text, name from batches where id = any(?) and (tenant = ? or ?)"),
    /** An API key. */
    KEY("key", TEXT, "id, name from api_keys where id = any(?) and (tenant = ? or ?)"),
    /** A webhook. */
    WEBHOOK("webhook", TEXT, "id, name from webhooks where id = any(?) and (tenant = ? or ?)"),
    /** A tenant; its name is the title. */
    TENANT("tenant", TEXT, "id, title from tenants where id = any(?) and (id = ? or ?)"),
    /** A user by the id; the name is what the user types to sign in. */
    USER_ID("user", UUIDS, "id::text, name from users where id = any(?) and (tenant = ? or ?)"),
    /** A user by that name. */
    USER_NAME("user", TEXT, "name, name from users where name = any(?) and (tenant = ? or ?)"),
    /** A job; its name is its kind. Those of the system are the national tenant's. */
    JOB(
        "job",
        UUIDS,
        "id::text, kind from jobs where id = any(?) and (coalesce(tenant, '"
            + Tenants.NATIONAL
            + "') = ? or ?)"),
    /** An export; its name is when it was ordered, in ISO 8601. */
    EXPORT(
        "export",
        UUIDS,
        "id::text, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
            + " from exports where id = any(?) and (tenant = ? or ?)"),
    /** A cancellation of messages; its name is its reason. */
    CANCELLATION(
        "cancellation",
        UUIDS,
        "id::text, reason from cancellations where id = any(?) and (tenant = ? or ?)"),
    /** A session of a user; its name is the program of the user. */
    SESSION(
        "session",
        UUIDS,
        "s.id::text, s.program from user_sessions s join users u on u.id = s.user_id"
            + " where s.id = any(?) and (u.tenant = ? or ?)");

    private final String target;
    private final String type;
    private final String select;

    Kind(String target, String type, String select) {
      this.target = target;
      this.type = type;
      this.select = "select '" + target + "', " + select;
    }

    private boolean accepts(Target named) {
      return named.kind().equals(target) && (type.equals(TEXT) || ID.matcher(named.id()).matches());
    }
  }

  /**
   * The names of those that exist, by one query.
   *
   * @param tenant whose they are
   * @param kinds which of them are looked up, and whether also those of other tenants
   * @param targets those of one page of the audit
   */
  public Map<Target, String> find(
      String tenant, Map<Kind, Boolean> kinds, Collection<Target> targets) {
    Map<Kind, Set<String>> wanted = new EnumMap<>(Kind.class);
    kinds
        .keySet()
        .forEach(kind -> {
          Set<String> ids =
              targets.stream().filter(kind::accepts).map(Target::id).collect(Collectors.toSet());
          if (!ids.isEmpty()) {
            wanted.put(kind, ids);
          }
        });
    if (wanted.isEmpty()) {
      return Map.of();
    }
    String sql =
        wanted.keySet().stream()
            .map(kind -> kind.select)
            .collect(Collectors.joining(" union all "));
    Map<Target, String> names = new HashMap<>();
    jdbc.query(
        sql,
        statement -> bind(statement, tenant, kinds, wanted),
        row -> {
          names.put(new Target(row.getString(1), row.getString(2)), row.getString(3));
        });
    return names;
  }

  private static void bind(
      PreparedStatement statement,
      String tenant,
      Map<Kind, Boolean> kinds,
      Map<Kind, Set<String>> wanted)
      throws SQLException {
    int index = 1;
    for (Map.Entry<Kind, Set<String>> each : wanted.entrySet()) {
      Kind kind = each.getKey();
      Object[] ids = List.copyOf(each.getValue()).toArray();
      statement.setArray(index++, statement.getConnection().createArrayOf(kind.type, ids));
      statement.setString(index++, tenant);
      statement.setBoolean(index++, Boolean.TRUE.equals(kinds.get(kind)));
    }
  }
}
