package dev.notifier.store.knowledge;

import dev.notifier.store.PgArrays;
import dev.notifier.store.knowledge.KnowledgeNextStep.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * The log of searches. Thread-safe; calls take part in the transaction of the caller. The same
 * search may be added again.
 */
public final class KnowledgeSearchLog {
  /** What a person does later has nothing to do with the question. */
  public static final Duration NEXT_STEP = Duration.ofMinutes(30);

  /** How long it is known who asked: a step may be processed late. */
  public static final Duration ASKERS_KEPT = Duration.ofHours(1);

  private static final String INSERT =
      """
      with new as (
        select coalesce(n.id, uuidv7()) as id, n.at, n.tenant, n.phone, n.channel, n.language,
          n.decision, n.entry, n.score, n.second, n.text, n.question
        from unnest(
          ?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::real[], ?::real[], ?::text[], ?::text[])
          as n (id, at, tenant, phone, channel, language, decision, entry, score, second, text,
            question)),
      asked as (
        insert into knowledge_askers (phone, at, id)
        select phone, at, id from new where phone is not null
        on conflict do nothing)
      insert into knowledge_searches
        (id, at, tenant, channel, language, decision, entry, score, second, text, question)
      select id, at, tenant, channel, language, decision, entry, score, second, text, question
      from new
      on conflict do nothing
      """;

  private static final String NEXT =
      """
      update knowledge_searches s set next = first.step, next_at = first.at
      from (
        select distinct on (a.at, a.id) a.at as asked_at, a.id, n.step, n.at
        from unnest(?::text[], ?::timestamptz[], ?::text[]) as n (phone, at, step)
          join knowledge_askers a
            on a.phone = n.phone and a.at < n.at and a.at >= n.at - ?::interval
        order by a.at, a.id, n.at) first
      where s.at = first.asked_at and s.id = first.id and s.next is null
      """;

  private static final String DELETE_SEARCHES =
      """
      delete from knowledge_searches where (at, id) in (
        select at, id from knowledge_searches where at < ?
        order by at, id limit ? for update skip locked)
      """;

  private static final String DELETE_ASKERS =
      """
      delete from knowledge_askers where (phone, at, id) in (
        select phone, at, id from knowledge_askers where at < ?
        order by at limit ? for update skip locked)
      """;

  private static final String DELETE_QUESTIONS =
      """
      delete from knowledge_questions where (tenant, language, question) in (
        select tenant, language, question from knowledge_questions where handled_at < ?
        order by handled_at limit ? for update skip locked)
      """;

  private final JdbcTemplate jdbc;

  public KnowledgeSearchLog(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Adds searches. A person who asked before within {@link #NEXT_STEP} has asked again.
   *
   * @param searches at most some thousand
   */
  public void add(List<KnowledgeSearch> searches) {
    add(searches, List.of());
  }

  /**
   * Adds searches, and what persons did next.
   *
   * @param searches at most some thousand
   * @param steps other than searches, at most some thousand; see {@link #next}
   */
  public void add(List<KnowledgeSearch> searches, List<KnowledgeNextStep> steps) {
    if (!searches.isEmpty()) {
      insert(searches);
    }
    next(
        Stream.concat(
                steps.stream(),
                searches.stream()
                    .filter(search -> search.phone() != null)
                    .map(search ->
                        new KnowledgeNextStep(
                            String.valueOf(search.phone()), search.at(), Step.ASKED_AGAIN)))
            .toList());
  }

  private void insert(List<KnowledgeSearch> searches) {
    jdbc.execute(
        INSERT,
        (PreparedStatementCallback<Integer>)
            statement -> {
              new PgArrays<>(statement, searches)
                  .column("uuid", KnowledgeSearch::id)
                  .time(KnowledgeSearch::at)
                  .column("text", KnowledgeSearch::tenant)
                  .column("text", KnowledgeSearch::phone)
                  .column("text", KnowledgeSearch::channel)
                  .column("text", KnowledgeSearch::language)
                  .column("text", search -> search.decision().name())
                  .column("text", KnowledgeSearch::entry)
                  .column("real", search -> (float) search.score())
                  .column("real", search -> (float) search.second())
                  .column("text", KnowledgeSearch::text)
                  .column("text", KnowledgeSearch::question);
              return statement.executeUpdate();
            });
  }

  /**
   * Notes what persons did next. The first step after a question counts; steps of persons who did
   * not ask before change nothing.
   *
   * @param steps at most some thousand
   */
  public void next(List<KnowledgeNextStep> steps) {
    if (steps.isEmpty()) {
      return;
    }
    jdbc.execute(
        NEXT,
        (PreparedStatementCallback<Integer>)
            statement -> {
              new PgArrays<>(statement, steps)
                  .column("text", KnowledgeNextStep::phone)
                  .time(KnowledgeNextStep::at)
                  .column("text", step -> step.step().name())
                  .value(NEXT_STEP.toMinutes() + " minutes");
              return statement.executeUpdate();
            });
  }

  /**
   * Deletes the oldest searches, and who asked. Skips locked rows.
   *
   * @param before the time of the oldest search that is kept
   * @param now who asked more than {@link #ASKERS_KEPT} ago is deleted
   * @param maxRows the most rows of each table
   * @return the most rows of a table that were deleted
   */
  public int delete(Instant before, Instant now, int maxRows) {
    int searches = delete(DELETE_SEARCHES, before, maxRows);
    int questions = delete(DELETE_QUESTIONS, before, maxRows);
    int askers = delete(DELETE_ASKERS, now.minus(ASKERS_KEPT), maxRows);
    return Math.max(askers, Math.max(searches, questions));
  }

  private int delete(String sql, Instant before, int maxRows) {
    return jdbc.update(sql, before.atOffset(ZoneOffset.UTC), maxRows);
  }
}
