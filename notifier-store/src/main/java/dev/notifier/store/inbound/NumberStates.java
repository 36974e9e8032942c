package dev.notifier.store.inbound;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.inbound.NumberState.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The state of each number that writes. Thread-safe; calls take part in the transaction of the
 * caller.
 */
public final class NumberStates {
  private final JdbcTemplate jdbc;

  public NumberStates(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Locks the states of numbers, in the order of their HMACs, until the transaction ends: messages
   * of one number are decided about one after the other, whatever partition they are in.
   *
   * @param today of numbers that are new
   */
  public Map<UUID, NumberState> lock(Collection<UUID> recipients, LocalDate today) {
    Map<UUID, NumberState> states = new HashMap<>();
    if (!recipients.isEmpty()) {
      jdbc.query(
          """
          insert into inbound_numbers as n (recipient, day)
          select recipient, ? from unnest(?::uuid[]) numbers (recipient) order by recipient
          on conflict (recipient) do update set day = n.day
          returning recipient, day, answers, help_at, question, question_at, question_address,
            question_entries, question_language
          """,
          row -> {
            NumberState state = state(row);
            states.put(state.recipient(), state);
          },
          today,
          new SqlArrayValue("uuid", recipients.toArray()));
    }
    return states;
  }

  private static NumberState state(ResultSet row) throws SQLException {
    UUID question = row.getObject("question", UUID.class);
    return new NumberState(
        row.getObject("recipient", UUID.class),
        row.getObject("day", LocalDate.class),
        row.getInt("answers"),
        PgInstants.getNullable(row, "help_at"),
        question == null
            ? null
            : new Question(
                question,
                PgInstants.get(row, "question_at"),
                row.getString("question_address"),
                List.of(row.getString("question_entries").split(",", -1)),
                row.getString("question_language")));
  }

  /** Stores states that were locked. */
  public void save(List<NumberState> states) {
    if (states.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        update inbound_numbers n
        set day = s.day, answers = s.answers, help_at = s.help_at, question = s.question,
          question_at = s.question_at, question_address = s.question_address,
          question_entries = s.question_entries, question_language = s.question_language
        from unnest(?::uuid[], ?::date[], ?::int4[], ?::timestamptz[], ?::uuid[], ?::timestamptz[],
          ?::text[], ?::text[], ?::text[]) s (recipient, day, answers, help_at, question, question_at,
          question_address, question_entries, question_language)
        where n.recipient = s.recipient
        """,
        statement ->
            new PgArrays<>(statement, states)
                .column("uuid", NumberState::recipient)
                .column("date", each -> each.day().toString())
                .column("int4", NumberState::answers)
                .time(NumberState::helpAt)
                .column("uuid", each -> question(each, Question::id))
                .column("timestamptz", each -> question(each, q -> q.askedAt().toString()))
                .column("text", each -> question(each, Question::address))
                .column("text", each -> question(each, q -> String.join(",", q.entries())))
                .column("text", each -> question(each, Question::language)));
  }

  private static <V> @Nullable V question(NumberState state, Function<Question, V> value) {
    Question question = state.question();
    return question == null ? null : value.apply(question);
  }

  /**
   * Deletes the states of numbers that have not written since. Skips locked rows.
   *
   * @param before the first day that is kept
   * @return how many were deleted
   */
  public int delete(LocalDate before, int maxRows) {
    return jdbc.update(
        """
        delete from inbound_numbers where recipient in (
          select recipient from inbound_numbers where day < ? order by day limit ?
          for update skip locked)
        """,
        before,
        maxRows);
  }
}
