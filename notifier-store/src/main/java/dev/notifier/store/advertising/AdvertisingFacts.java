package dev.notifier.store.advertising;

import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.tracking.SweepStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What plan must know of the recipients of advertising, with one query a batch. Thread-safe. */
public final class AdvertisingFacts {
  /** The time in which advertisements to a number are counted. */
  private static final Duration COUNTED = Duration.ofHours(24);

  /** How much the clock of PostgreSQL, which makes the ids, may differ. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

  /** A number for which this many were planned in a day has reached every limit. */
  private static final int MAX_COUNTED = 100;

  /**
   * Each row reads at most {@value #MAX_COUNTED} notifications, and one row of each other index.
   * The number is compared as a range: with a plain comparison, PostgreSQL may read all messages to
   * it, of which a number of tests has very many.
   */
  static final String FIND =
      """
      select q.phone, q.tenant, coalesce(t.advertising, false) as enabled,
        coalesce((
          select given from consent_events e where e.recipient = q.recipient and e.tenant = q.tenant
          order by at desc, id desc limit 1), false) as consent,
        exists (
          select from do_not_call_numbers d
          where d.list = l.id and d.recipient = q.recipient) as do_not_call,
        l.begun_at as list_at,
        got.messages
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as q (recipient, phone, tenant, owner)
      left join tenants t on t.id = q.owner
      left join (
        select id, begun_at from do_not_call_lists where completed_at is not null
        order by id desc limit 1) l on true
      cross join lateral (
        select case when count(*) = ? then count(*)
          else count(*) filter (
            where planned_at > ?::timestamptz and state not in ('SKIPPED', 'CANCELLED', 'DEFERRED'))
          end as messages
        from (
          select state, planned_at from notifications n
          where (n.phone, n.tenant, n.id) >= (q.phone, q.tenant, ?::uuid)
            and (n.phone, n.tenant) <= (q.phone, q.tenant)
            and n.category = 'ADVERTISING' and n.template_id is not null and n.id >= ?::uuid
          limit ?) planned) got
      """;

  /** An index is read even if the statistics say that a table is empty. */
  private static final String USE_INDEXES = "set local enable_seqscan = off";

  private final DataSource database;

  public AdvertisingFacts(DataSource database) {
    this.database = database;
  }

  /**
   * A number to which a tenant wants to send advertising.
   *
   * @param recipient the HMAC of the number
   * @param phone in E.164 format
   */
  public record Question(UUID recipient, String phone, String tenant) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Question[" + tenant + "]";
    }
  }

  /**
   * What is known of a number.
   *
   * @param enabled whether the tenant may send advertising
   * @param consent whether the recipient has consented to advertising of the tenant
   * @param doNotCall whether it is on the national do-not-call list
   * @param listAt how old this list is at least; null if there is none
   * @param messages how many advertisements of the tenant it got in the last 24 hours
   */
  public record Facts(
      boolean enabled,
      boolean consent,
      boolean doNotCall,
      @Nullable Instant listAt,
      int messages) {}

  /**
   * Finds out about numbers.
   *
   * @param questions at most those of a batch, each once
   * @throws SQLException if PostgreSQL is unavailable
   */
  public Map<Question, Facts> find(Collection<Question> questions, Instant now)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Map<Question, Facts> found = find(connection, List.copyOf(questions), now);
      connection.commit();
      return found;
    }
  }

  private static Map<Question, Facts> find(
      Connection connection, List<Question> questions, Instant now) throws SQLException {
    Map<String, Question> byNumber = new HashMap<>();
    questions.forEach(each -> byNumber.put(each.tenant + ' ' + each.phone, each));
    Map<Question, Facts> found = new HashMap<>();
    try (Statement settings = connection.createStatement()) {
      settings.execute(USE_INDEXES);
    }
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      Instant from = now.minus(COUNTED);
      String firstId = SweepStore.lowestId(from.minus(CLOCKS_DIFFER)).toString();
      new PgArrays<>(statement, questions)
          .column("uuid", Question::recipient)
          .column("text", Question::phone)
          .column("text", Question::tenant)
          .column("text", each -> TenantRecord.ownerOf(each.tenant))
          .value(MAX_COUNTED)
          .value(from.toString())
          .value(firstId)
          .value(firstId)
          .value(MAX_COUNTED);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Question question =
              byNumber.get(rows.getString("tenant") + ' ' + rows.getString("phone"));
          if (question != null) {
            found.put(question, facts(rows));
          }
        }
      }
    }
    return found;
  }

  private static Facts facts(ResultSet row) throws SQLException {
    return new Facts(
        row.getBoolean("enabled"),
        row.getBoolean("consent"),
        row.getBoolean("do_not_call"),
        PgInstants.getNullable(row, "list_at"),
        row.getInt("messages"));
  }
}
