package dev.notifier.store.people;

import dev.notifier.store.PgArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which persons a key, a user or a route has touched, for the notice of a breach. Each call reads
 * at most {@link #MAX_SCANNED} rows, the newest first, and says where it stopped. Thread-safe.
 */
public final class AffectedPersons {
  /** The most rows that one call reads, whether or not they are selected. */
  public static final int MAX_SCANNED = 10_000;

  private static final String LOOK_UPS =
      """
      select id, subject_ref, operation, notifications, actor, actor_kind from audit
      where tenant = ? and id < ? and id >= ? order by id desc limit %d
      """
          .formatted(MAX_SCANNED);

  private static final String MESSAGES =
      """
      select id, tenant, phone, person_ref, key_id, route, locale is not null as localized,
        body is not null and not (secret or category = 'OTP') is true as readable,
        (secret or category = 'OTP') is true as hidden
      from notifications where id < ? and id >= ? order by id desc limit %d
      """
          .formatted(MAX_SCANNED);

  /**
   * The bounds exclude partitions, and an index has the order, even if PostgreSQL believes that it
   * would be faster to read a partition as a whole and sort it.
   */
  private static final String PLAN_IN_ORDER =
      "set local plan_cache_mode = force_custom_plan; set local enable_seqscan = off;"
          + " set local enable_bitmapscan = off; set local enable_sort = off";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public AffectedPersons(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** What may have touched persons. */
  public enum Cause {
    /** A stored key, by its id, or one of the configuration, by its name. */
    KEY(
        "(actor_kind = 'key' and right(actor, length(?) + 1) = ':' || ?"
            + " or actor_kind = 'configured-key' and actor = ?)",
        3,
        "key_id = ?"),
    /** A user, by the name. */
    USER("actor_kind = 'user' and actor = 'user:' || ?", 1, "false and key_id = ?"),
    /** A route, by the name; it looks no one up. */
    ROUTE("false and actor = ?", 1, "route = ?");

    private final String lookUps;
    private final int parameters;
    private final String messages;

    Cause(String lookUps, int parameters, String messages) {
      this.lookUps = lookUps;
      this.parameters = parameters;
      this.messages = messages;
    }
  }

  /**
   * What is asked.
   *
   * @param name of the cause
   * @param from the lowest id, inclusive
   * @param before the id after the first row, exclusive
   */
  public record Question(String tenant, Cause cause, String name, UUID from, UUID before) {}

  /**
   * What some rows have in common.
   *
   * @param entries how many rows are selected
   * @param persons how many different persons they are about
   * @param classes how many of the rows are of which kind: the operations of look-ups, or the data
   *     of messages
   * @param next below which id the next call continues; null at the end
   */
  public record Counts(
      long entries, long persons, Map<String, Long> classes, @Nullable UUID next) {}

  /**
   * A look-up.
   *
   * @param at when
   * @param subjectRef the person whom it was about; null if it is unknown
   * @param recipient of the first message that it showed; null if it showed none, or if the message
   *     is deleted
   */
  public record LookUp(
      Instant at, @Nullable UUID subjectRef, String operation, @Nullable Recipient recipient) {}

  /**
   * The recipient of a message, who may be erased.
   *
   * @param notificationId of the message
   */
  public record Recipient(UUID notificationId, @Nullable String phone, @Nullable String personRef) {
    /** Omits the number and the reference. */
    @Override
    public String toString() {
      return "Recipient[" + notificationId + "]";
    }
  }

  /**
   * A message.
   *
   * @param classes the data that it has
   */
  public record Message(Instant at, Recipient recipient, List<String> classes) {}

  /** Some rows, the newest first, and below which id the next call continues; null at the end. */
  public record Found<T>(List<T> rows, @Nullable UUID next) {}

  /**
   * Counts look-ups.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Counts countLookUps(Question question) {
    return inOrder(() -> lookUpCounts(question));
  }

  private Counts lookUpCounts(Question question) {
    String touched = "select * from (" + LOOK_UPS + ") s where " + lookUpCondition(question);
    Map<String, Long> operations = new LinkedHashMap<>();
    long[] all = new long[2];
    jdbc.query(
        "select operation, count(*), count(distinct subject_ref) from ("
            + touched
            + ") t group by grouping sets ((operation), ()) order by operation nulls first",
        row -> {
          if (row.getString(1) == null) {
            all[0] = row.getLong(2);
            all[1] = row.getLong(3);
          } else {
            operations.put(row.getString(1), row.getLong(2));
          }
        },
        lookUpValues(question));
    return new Counts(all[0], all[1], operations, nextLookUp(question));
  }

  /**
   * Counts messages.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Counts countMessages(Question question) {
    return inOrder(() -> messageCounts(question));
  }

  private Counts messageCounts(Question question) {
    return jdbc.query(
            """
            select count(*), count(distinct coalesce(phone, person_ref)), count(phone),
              count(person_ref), count(*) filter (where readable), count(*) filter (where hidden),
              count(*) filter (where localized)
            from (%s) s where %s
            """
                .formatted(MESSAGES, messageCondition(question)),
            (row, _) -> {
              Map<String, Long> classes = new LinkedHashMap<>();
              List<String> names = List.of("phone", "person-ref", "text", "secret-text", "locale");
              for (int i = 0; i < names.size(); i++) {
                classes.put(names.get(i), row.getLong(i + 3));
              }
              return new Counts(row.getLong(1), row.getLong(2), classes, nextMessage(question));
            },
            messageValues(question))
        .getFirst();
  }

  /**
   * Lists look-ups.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Found<LookUp> lookUps(Question question, int maxRows) {
    return inOrder(() -> lookUpPage(question, maxRows));
  }

  private Found<LookUp> lookUpPage(Question question, int maxRows) {
    record Row(UUID id, @Nullable UUID subject, String operation, @Nullable UUID first) {}
    List<Object> values = new ArrayList<>(List.of(lookUpValues(question)));
    values.add(maxRows);
    List<Row> rows =
        jdbc.query(
            "select id, subject_ref, operation, notifications[1] as first from ("
                + LOOK_UPS
                + ") s where "
                + lookUpCondition(question)
                + " order by id desc limit ?",
            (row, _) ->
                new Row(
                    row.getObject("id", UUID.class),
                    row.getObject("subject_ref", UUID.class),
                    row.getString("operation"),
                    row.getObject("first", UUID.class)),
            values.toArray());
    Map<UUID, Recipient> recipients =
        recipients(
            question.tenant(), rows.stream().map(Row::first).filter(Objects::nonNull).toList());
    return new Found<>(
        rows.stream()
            .map(row ->
                new LookUp(
                    timeOf(row.id()),
                    row.subject(),
                    row.operation(),
                    row.first() == null ? null : recipients.get(row.first())))
            .toList(),
        rows.size() == maxRows ? rows.getLast().id() : nextLookUp(question));
  }

  /**
   * Lists messages.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Found<Message> messages(Question question, int maxRows) {
    return inOrder(() -> messagePage(question, maxRows));
  }

  private Found<Message> messagePage(Question question, int maxRows) {
    List<Object> values = new ArrayList<>(List.of(messageValues(question)));
    values.add(maxRows);
    List<Message> rows =
        jdbc.query(
            "select * from ("
                + MESSAGES
                + ") s where "
                + messageCondition(question)
                + " order by id desc limit ?",
            (row, _) -> message(row),
            values.toArray());
    return new Found<>(
        rows,
        rows.size() == maxRows
            ? rows.getLast().recipient().notificationId()
            : nextMessage(question));
  }

  private <T> T inOrder(Supplier<T> reading) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          jdbc.execute(PLAN_IN_ORDER);
          return reading.get();
        }));
  }

  private static Message message(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    String phone = row.getString("phone");
    String reference = row.getString("person_ref");
    List<String> classes = new ArrayList<>();
    add(classes, "phone", phone != null);
    add(classes, "person-ref", reference != null);
    add(classes, "text", row.getBoolean("readable"));
    add(classes, "secret-text", row.getBoolean("hidden"));
    add(classes, "locale", row.getBoolean("localized"));
    return new Message(timeOf(id), new Recipient(id, phone, reference), classes);
  }

  private static void add(List<String> classes, String name, boolean has) {
    if (has) {
      classes.add(name);
    }
  }

  private Map<UUID, Recipient> recipients(String tenant, List<UUID> ids) {
    Map<UUID, Recipient> recipients = new HashMap<>();
    jdbc.query(
        "select id, phone, person_ref from notifications where id = any(?) and tenant = ?",
        statement -> new PgArrays<>(statement, ids).column("uuid", id -> id).value(tenant),
        row -> {
          UUID id = row.getObject("id", UUID.class);
          recipients.put(
              id, new Recipient(id, row.getString("phone"), row.getString("person_ref")));
        });
    return recipients;
  }

  private static String lookUpCondition(Question question) {
    return "(subject_ref is not null or notifications is not null) and " + question.cause().lookUps;
  }

  private static Object[] lookUpValues(Question question) {
    List<Object> values =
        new ArrayList<>(List.of(question.tenant(), question.before(), question.from()));
    for (int i = 0; i < question.cause().parameters; i++) {
      values.add(question.name());
    }
    return values.toArray();
  }

  private static String messageCondition(Question question) {
    return "tenant = ? and " + question.cause().messages;
  }

  private static Object[] messageValues(Question question) {
    return new Object[] {question.before(), question.from(), question.tenant(), question.name()};
  }

  private @Nullable UUID nextLookUp(Question question) {
    return lastScanned(LOOK_UPS, question.tenant(), question.before(), question.from());
  }

  private @Nullable UUID nextMessage(Question question) {
    return lastScanned(MESSAGES, question.before(), question.from());
  }

  private @Nullable UUID lastScanned(String scanned, Object... values) {
    return jdbc
        .query(
            "select id from (" + scanned + ") s order by id desc offset ? limit 1",
            (row, _) -> row.getObject(1, UUID.class),
            Stream.concat(Stream.of(values), Stream.of(MAX_SCANNED - 1)).toArray())
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** The time in the first 48 bits of a version 7 UUID. */
  private static Instant timeOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }
}
