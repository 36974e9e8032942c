package dev.notifier.store.inbound;

import dev.notifier.store.JsonText;
import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.inbound.InboundMessageRow.Decision;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundMessageRow.Received;
import dev.notifier.store.tracking.SweepStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.SqlArrayValue;

/** The messages from persons. Thread-safe; calls take part in the transaction of the caller. */
public final class InboundMessages {
  private static final String INSERT =
      """
      insert into inbound_messages (id, recipient, phone, address, route, channel, provider,
        provider_id, body, received_at, runs, data_codings, missing, guessed, tenant, language,
        rule, action, reason, parameters, answer, inbox, notification_id, candidates)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
      on conflict do nothing
      """;

  private static final RowMapper<ProviderMessage> PROVIDER_MESSAGE =
      (row, _) ->
          new ProviderMessage(
              row.getString(1), row.getString(2), row.getObject(3, UUID.class), row.getString(4));

  /** A number that writes more within a minute gets an answer to what comes again. */
  private static final int MAX_RECENT = 20;

  private final JdbcTemplate jdbc;

  public InboundMessages(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
  }

  /** A message that a number sent a short time ago. */
  public record Recent(UUID id, String phone, String address, String body, Instant receivedAt) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "Recent[id=" + id + "]";
    }
  }

  /**
   * A message as a provider has delivered it.
   *
   * @param recipient the HMAC of the sender's number
   */
  public record ProviderMessage(String provider, String providerId, UUID recipient, String body) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "ProviderMessage[provider=" + provider + "]";
    }
  }

  /** Where a message was read on Kafka. */
  public record Position(int partition, long offset, String phone, Instant receivedAt) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Position[" + partition + "/" + offset + "]";
    }
  }

  /** Inserts messages; those that are stored already stay as they are. */
  public void insert(List<InboundMessageRow> rows) {
    jdbc.batchUpdate(INSERT, rows, Math.max(1, rows.size()), InboundMessages::bind);
  }

  private static void bind(PreparedStatement statement, InboundMessageRow row) throws SQLException {
    From from = row.from();
    Received received = row.received();
    int index = 0;
    statement.setObject(++index, row.id());
    statement.setObject(++index, from.recipient());
    statement.setString(++index, from.phone());
    statement.setString(++index, from.address());
    statement.setString(++index, from.route());
    statement.setString(++index, from.channel());
    statement.setString(++index, from.provider());
    statement.setString(++index, from.providerId());
    statement.setString(++index, row.body());
    statement.setObject(++index, row.receivedAt().atOffset(ZoneOffset.UTC));
    Connection connection = statement.getConnection();
    boolean hasRuns = !received.runs().isEmpty();
    statement.setArray(
        ++index,
        hasRuns ? connection.createArrayOf("bytea", received.runs().toArray(new byte[0][])) : null);
    statement.setArray(
        ++index,
        hasRuns ? connection.createArrayOf("int2", received.dataCodings().toArray()) : null);
    statement.setArray(++index, connection.createArrayOf("int2", received.missing().toArray()));
    statement.setBoolean(++index, received.guessed());
    bindDecision(statement, index, row.decision());
  }

  private static void bindDecision(
      PreparedStatement statement, int before, @Nullable Decision decision) throws SQLException {
    int index = before;
    statement.setString(++index, decision == null ? null : decision.tenant());
    statement.setString(++index, decision == null ? null : decision.language());
    statement.setString(++index, decision == null ? null : decision.rule());
    statement.setString(++index, decision == null ? null : decision.action());
    statement.setString(++index, decision == null ? null : decision.reason());
    statement.setString(++index, decision == null ? null : JsonText.write(decision.parameters()));
    statement.setString(++index, decision == null ? null : decision.answer());
    statement.setBoolean(++index, decision != null && decision.inbox());
    statement.setObject(++index, decision == null ? null : decision.notification());
    statement.setArray(
        ++index,
        decision == null
            ? null
            : statement.getConnection().createArrayOf("uuid", decision.candidates().toArray()));
  }

  /** Returns which of these messages are stored. */
  public Set<UUID> existing(Collection<UUID> ids) {
    return ids.isEmpty()
        ? Set.of()
        : new HashSet<>(
            jdbc.queryForList(
                "select id from inbound_messages where id = any(?)",
                UUID.class,
                new SqlArrayValue("uuid", ids.toArray())));
  }

  /**
   * Deletes messages that an older release has stored without a decision, before it died and their
   * records are read again. Their ids do not follow from their positions.
   */
  public void deleteUndecided(List<Position> positions) {
    if (!positions.isEmpty()) {
      jdbc.update(
          """
          delete from inbound_messages m
          using unnest(?::int4[], ?::int8[], ?::text[], ?::timestamptz[]) p (part, pos, phone, at)
          where m.topic_partition = p.part and m.topic_offset = p.pos and m.phone = p.phone
            and m.received_at between p.at - interval '1 ms' and p.at + interval '1 ms'
          """,
          statement ->
              new PgArrays<>(statement, positions)
                  .column("int4", Position::partition)
                  .column("int8", Position::offset)
                  .column("text", Position::phone)
                  .time(Position::receivedAt));
    }
  }

  /** Returns which of these messages of providers are stored: with this id, number and text. */
  public Set<ProviderMessage> existingOfProviders(List<ProviderMessage> messages) {
    if (messages.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.query(
            """
            select m.provider, m.provider_id, m.recipient, m.body
            from unnest(?::text[], ?::text[], ?::uuid[], ?::text[]) wanted (p, id, r, body)
            join inbound_messages m on m.provider = wanted.p and m.provider_id = wanted.id
              and m.recipient = wanted.r
              and hashtextextended(m.body, 0) = hashtextextended(wanted.body, 0)
            """,
            statement -> arrays(statement, messages),
            PROVIDER_MESSAGE));
  }

  /** Returns which of these messages have the id of another one of their provider. */
  public List<ProviderMessage> withUsedIds(List<ProviderMessage> messages) {
    return messages.isEmpty()
        ? List.of()
        : jdbc.query(
            """
            select p, id, r, body
            from unnest(?::text[], ?::text[], ?::uuid[], ?::text[]) wanted (p, id, r, body)
            where exists (
              select from inbound_messages m where m.provider = wanted.p and m.provider_id = wanted.id)
            """,
            statement -> arrays(statement, messages),
            PROVIDER_MESSAGE);
  }

  private static void arrays(PreparedStatement statement, List<ProviderMessage> messages)
      throws SQLException {
    new PgArrays<>(statement, messages)
        .column("text", ProviderMessage::provider)
        .column("text", ProviderMessage::providerId)
        .column("uuid", ProviderMessage::recipient)
        .column("text", ProviderMessage::body);
  }

  /**
   * Finds the last messages of some numbers, the newest first, at most 20 of each.
   *
   * @param since the earliest time of a message
   */
  public List<Recent> recent(Collection<String> phones, Instant since) {
    return phones.isEmpty()
        ? List.of()
        : new ArrayList<>(
            jdbc.query(
                """
                select m.* from unnest(?::text[]) numbers (phone) cross join lateral (
                  select id, phone, address, body, received_at from inbound_messages
                  where phone = numbers.phone and id >= ?
                  order by phone desc, id desc limit ?) m
                """,
                (row, _) ->
                    new Recent(
                        row.getObject("id", UUID.class),
                        row.getString("phone"),
                        row.getString("address"),
                        row.getString("body"),
                        PgInstants.get(row, "received_at")),
                new SqlArrayValue("text", phones.toArray()),
                SweepStore.lowestId(since),
                MAX_RECENT));
  }

  /**
   * Counts that messages came again.
   *
   * @param ids of of the messages, once for each time
   */
  public void repeated(List<UUID> ids) {
    if (!ids.isEmpty()) {
      jdbc.update(
          """
          update inbound_messages m set repeats = m.repeats + r.times
          from (select id, count(*) as times from unnest(?::uuid[]) ids (id) group by id) r
          where m.id = r.id
          """,
          new SqlArrayValue("uuid", ids.toArray()));
    }
  }

  /**
   * What was decided about a message that a person is to read after all.
   *
   * @param rule null if none decided
   * @param notification that it answers; null if that is not certain
   */
  public record Given(@Nullable String rule, @Nullable UUID notification) {}

  /**
   * Says that a person is to read a message, because nothing else answers it. The caller also opens
   * its conversation.
   *
   * @return empty if the message was deleted
   */
  public Optional<Given> giveToPersons(UUID id) {
    return jdbc
        .query(
            """
            update inbound_messages set inbox = true where id = ? returning rule, notification_id
            """,
            (row, _) ->
                new Given(row.getString("rule"), row.getObject("notification_id", UUID.class)),
            id)
        .stream()
        .findFirst();
  }
}
