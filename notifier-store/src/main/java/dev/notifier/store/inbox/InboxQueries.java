package dev.notifier.store.inbox;

import static java.util.Objects.requireNonNull;

import dev.notifier.store.JsonText;
import dev.notifier.store.PgInstants;
import dev.notifier.store.inbox.InboxPage.Place;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds conversations. Thread-safe; calls take part in the transaction of the caller. */
public final class InboxQueries {
  /** The most conversations that a page reads, whether or not they are selected. */
  private static final int MAX_READ = 2_000;

  /** A number that writes more to several addresses has older messages that are not shown. */
  private static final int MAX_OF_NUMBER = 2_000;

  private static final UUID HIGHEST = new UUID(-1, -1);

  private final JdbcTemplate jdbc;

  public InboxQueries(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  private record Read(Conversation conversation, Place place, boolean wanted, int number) {}

  /**
   * Lists conversations: first those that wait, the longest first, then the others, the last
   * changed first.
   *
   * @param after where the page before ended
   */
  public InboxPage page(InboxFilter filter, Place after, int limit) {
    List<Object> arguments = new ArrayList<>();
    String wanted = wanted(filter, arguments);
    arguments.add(filter.tenant());
    String indexed = indexed(filter, arguments);
    arguments.addAll(List.of(after.place(), after.tie(), MAX_READ, MAX_READ, limit + 1));
    List<Read> read =
        jdbc.query(
            """
            select * from (
              select c.*, %s as wanted, row_number() over (order by place, tie) as number
              from (
                select * from conversations where tenant = ?%s and (place, tie) > (?, ?)
                order by place, tie limit ?) c) r
            where wanted or number = ? order by place, tie limit ?
            """
                .formatted(wanted, indexed),
            (row, _) ->
                new Read(
                    conversation(row),
                    new Place(row.getLong("place"), row.getLong("tie")),
                    row.getBoolean("wanted"),
                    row.getInt("number")),
            arguments.toArray());
    return page(read, limit);
  }

  private static InboxPage page(List<Read> read, int limit) {
    List<Read> shown = read.stream().filter(Read::wanted).limit(limit).toList();
    List<Conversation> conversations = shown.stream().map(Read::conversation).toList();
    if (read.stream().filter(Read::wanted).count() > limit) {
      return new InboxPage(conversations, shown.getLast().place());
    }
    boolean more = !read.isEmpty() && read.getLast().number() == MAX_READ;
    return new InboxPage(conversations, more ? read.getLast().place() : null);
  }

  /** The field whose index is read; few are assigned to one person or in one rare language. */
  private static String indexed(InboxFilter filter, List<Object> arguments) {
    if (filter.assignee() != null) {
      arguments.add(filter.assignee());
      return " and assignee = ?";
    }
    if (filter.language() != null) {
      arguments.add(filter.language());
      return " and language = ?";
    }
    if (filter.topic() != null) {
      arguments.add(filter.topic());
      return " and topic = ?";
    }
    if (filter.state() != null) {
      arguments.add(filter.state().id());
      return " and state = ?";
    }
    return "";
  }

  private static String wanted(InboxFilter filter, List<Object> arguments) {
    StringBuilder wanted = new StringBuilder("true");
    add(wanted, arguments, "state", filter.state() == null ? null : filter.state().id());
    add(wanted, arguments, "topic", filter.topic());
    add(wanted, arguments, "language", filter.language());
    add(wanted, arguments, "assignee", filter.assignee());
    return filter.unassigned()
        ? wanted.append(" and assignee is null").toString()
        : wanted.toString();
  }

  private static void add(
      StringBuilder wanted, List<Object> arguments, String column, @Nullable String value) {
    if (value != null) {
      wanted.append(" and ").append(column).append(" = ?");
      arguments.add(value);
    }
  }

  /** Finds a conversation of a tenant. */
  public Optional<Conversation> find(String tenant, UUID id) {
    return one("select * from conversations where tenant = ? and id = ?", tenant, id);
  }

  /** Finds a conversation that no one else changes until the end of the transaction. */
  public Optional<Conversation> lock(String tenant, UUID id) {
    return one("select * from conversations where tenant = ? and id = ? for update", tenant, id);
  }

  private Optional<Conversation> one(String sql, String tenant, UUID id) {
    return jdbc.query(sql, (row, _) -> conversation(row), tenant, id).stream().findFirst();
  }

  /**
   * Finds the conversations of a number, one for each address.
   *
   * @param recipient the HMAC of the number
   */
  public List<Conversation> ofNumber(String tenant, UUID recipient, int limit) {
    return jdbc.query(
        "select * from conversations where tenant = ? and recipient = ? order by address limit ?",
        (row, _) -> conversation(row),
        tenant,
        recipient,
        limit);
  }

  /**
   * A message of the person.
   *
   * @param route over which it came
   * @param provider who delivered it by HTTP; null = a carrier
   * @param rule that decided; null if the address had no rules
   * @param reason why, as a key
   * @param answer which answer was sent at once; null = none
   * @param inbox whether a person was to read it
   * @param notification that it answers; null if that is not certain
   * @param candidates what it may answer
   * @param correction of the decision; null = it was not corrected
   */
  public record Message(
      UUID id,
      String route,
      @Nullable String provider,
      String text,
      Instant receivedAt,
      @Nullable String language,
      @Nullable String rule,
      @Nullable String action,
      @Nullable String reason,
      Map<String, String> parameters,
      @Nullable String answer,
      boolean inbox,
      @Nullable UUID notification,
      List<UUID> candidates,
      int repeats,
      @Nullable Correction correction) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "Message[" + id + ", " + rule + "]";
    }
  }

  /**
   * The tenant's own name for the person that a notification to the number of a conversation is
   * about; empty if it names none, or is not of the category {@code SERVICE}.
   */
  public Optional<String> personOf(Conversation conversation, UUID notification) {
    return jdbc
        .query(
            """
            select person_ref from notifications
            where id = ? and tenant = ? and phone = ? and category = 'SERVICE'
              and person_ref is not null
            """,
            (row, _) -> requireNonNull(row.getString(1)),
            notification,
            conversation.tenant(),
            conversation.phone())
        .stream()
        .findFirst();
  }

  /** What a person has corrected. */
  public record Correction(String to, String by, Instant at) {}

  /**
   * Finds the messages of a conversation, the newest first, including those that no one had to
   * read.
   *
   * @param before below which id; null = the newest
   */
  public List<Message> messages(Conversation conversation, @Nullable UUID before, int limit) {
    return jdbc.query(
        """
        select * from (
          select * from inbound_messages where phone = ? and id < ? order by phone desc, id desc limit ?) m
        where coalesce(tenant, 'default') = ?
          and ltrim(upper(address), '+') = ltrim(upper(?), '+')
        order by id desc limit ?
        """,
        (row, _) -> message(row),
        conversation.phone(),
        before == null ? HIGHEST : before,
        MAX_OF_NUMBER,
        conversation.tenant(),
        conversation.address(),
        limit);
  }

  /** Finds a message of a conversation. */
  public Optional<Message> message(Conversation conversation, UUID id) {
    return jdbc
        .query(
            """
            select * from inbound_messages where id = ? and phone = ?
              and coalesce(tenant, 'default') = ?
              and ltrim(upper(address), '+') = ltrim(upper(?), '+')
            """,
            (row, _) -> message(row),
            id,
            conversation.phone(),
            conversation.tenant(),
            conversation.address())
        .stream()
        .findFirst();
  }

  /** Finds the last entries of a conversation, the newest first. */
  public List<ConversationEntry> entries(UUID conversation, int limit) {
    return jdbc.query(
        """
        select * from conversation_entries where conversation = ? order by number desc limit ?
        """,
        (row, _) ->
            new ConversationEntry(
                row.getInt("number"),
                PgInstants.get(row, "at"),
                EntryKind.of(row.getString("kind")),
                row.getString("actor"),
                row.getString("text"),
                row.getString("detail"),
                row.getObject("inbound_id", UUID.class)),
        conversation,
        limit);
  }

  /** Since when the oldest message of all tenants waits; null if none does. */
  public @Nullable Instant oldestWaiting() {
    return jdbc
        .query(
            """
            select waiting_since from conversations where waiting_since is not null
            order by waiting_since limit 1
            """,
            (row, _) -> PgInstants.get(row, "waiting_since"))
        .stream()
        .findFirst()
        .orElse(null);
  }

  private static Conversation conversation(ResultSet row) throws SQLException {
    return new Conversation(
        row.getObject("id", UUID.class),
        row.getString("tenant"),
        row.getObject("recipient", UUID.class),
        row.getString("phone"),
        row.getString("address"),
        ConversationState.of(row.getString("state")).orElseThrow(),
        row.getString("topic"),
        row.getString("language"),
        row.getString("assignee"),
        row.getBoolean("call_back"),
        row.getObject("message", UUID.class),
        PgInstants.getNullable(row, "waiting_since"),
        PgInstants.get(row, "changed_at"),
        row.getInt("version"),
        row.getInt("entries"));
  }

  private static Message message(ResultSet row) throws SQLException {
    String correction = row.getString("correction");
    return new Message(
        row.getObject("id", UUID.class),
        row.getString("route"),
        row.getString("provider"),
        row.getString("body"),
        PgInstants.get(row, "received_at"),
        row.getString("language"),
        row.getString("rule"),
        row.getString("action"),
        row.getString("reason"),
        parameters(row.getString("parameters")),
        row.getString("answer"),
        row.getBoolean("inbox"),
        row.getObject("notification_id", UUID.class),
        ids(row.getArray("candidates")),
        row.getInt("repeats"),
        correction == null
            ? null
            : new Correction(
                correction, row.getString("corrected_by"), PgInstants.get(row, "corrected_at")));
  }

  private static Map<String, String> parameters(@Nullable String json) {
    Map<String, String> parameters = new HashMap<>();
    if (json != null) {
      Map<?, ?> read = JsonText.read(json, Map.class);
      read.forEach((name, value) -> parameters.put(String.valueOf(name), String.valueOf(value)));
    }
    return parameters;
  }

  private static List<UUID> ids(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((UUID[]) array.getArray());
  }
}
