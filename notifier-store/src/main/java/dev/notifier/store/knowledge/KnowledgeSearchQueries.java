package dev.notifier.store.knowledge;

import dev.notifier.store.PgInstants;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the log of searches says to editors. Each call reads a bounded number of the newest
 * searches. Thread-safe; calls take part in the transaction of the caller.
 */
public final class KnowledgeSearchQueries {
  /** How many searches a call reads. */
  public static final int MAX_READ = 10_000;

  /** How many intervals of scores there are. */
  public static final int INTERVALS = 50;

  private static final String UNANSWERED =
      """
      select language, question, count(*) as times, min(at) as first_at, max(at) as last_at,
        (array_agg(text order by at desc))[1] as text,
        (array_agg(entry order by score desc))[1] as entry, max(score) as score
      from (
        select * from (
          select at, language, question, text, entry, score, next, channel from knowledge_searches
          where tenant = :tenant and decision <> 'ANSWER' and question is not null
          order by at desc limit :read) newest
        where question <> '' and channel <> 'test' and next is distinct from 'CHOSE'
          and (:language::text is null or language = :language)) s
      where not exists (
        select from knowledge_questions q
        where q.tenant = :tenant and q.language = s.language and q.question = s.question
          and q.handled_at >= s.at)
      group by language, question
      order by count(*) desc, max(at) desc, language, question limit :limit
      """;

  private static final String SCORES =
      """
      select least(floor(score * :intervals)::int, :intervals - 1) as interval, decision, next,
        count(*) as times, min(at) as first_at
      from (
        select at, score, decision, next, channel from knowledge_searches
        where tenant = :tenant order by at desc limit :read) newest
      where channel <> 'test'
      group by 1, 2, 3 order by 1, 2, 3
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public KnowledgeSearchQueries(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /**
   * Equal questions that got no answer.
   *
   * @param question what they have in common
   * @param times how often it was asked, in the searches that were read
   * @param text the last one, with numbers, identifiers and names masked
   * @param entry the nearest entry; null if none has a common word
   * @param score of the nearest entry
   */
  public record Unanswered(
      String language,
      String question,
      long times,
      Instant firstAt,
      Instant lastAt,
      String text,
      @Nullable String entry,
      double score) {}

  /**
   * How many searches had a score, a decision and a next step.
   *
   * @param interval 0 to {@value #INTERVALS} - 1; each has the same width
   * @param next null if nothing is known
   * @param firstAt the time of the oldest one
   */
  public record Scores(
      int interval,
      KnowledgeSearch.Decision decision,
      KnowledgeNextStep.@Nullable Step next,
      long times,
      Instant firstAt) {}

  /**
   * Returns the questions that got no answer and that no editor has dealt with since, those that
   * were asked most often first.
   *
   * @param language null = all
   */
  public List<Unanswered> unanswered(String tenant, @Nullable String language, int limit) {
    return jdbc.sql(UNANSWERED)
        .param("tenant", tenant)
        .param("language", language)
        .param("read", MAX_READ)
        .param("limit", limit)
        .query((row, _) ->
            new Unanswered(
                row.getString("language"),
                row.getString("question"),
                row.getLong("times"),
                PgInstants.get(row, "first_at"),
                PgInstants.get(row, "last_at"),
                row.getString("text"),
                row.getString("entry"),
                row.getDouble("score")))
        .list();
  }

  /** Returns how the scores of the newest searches are distributed. */
  public List<Scores> scores(String tenant) {
    return jdbc.sql(SCORES)
        .param("tenant", tenant)
        .param("intervals", INTERVALS)
        .param("read", MAX_READ)
        .query((row, _) ->
            new Scores(
                row.getInt("interval"),
                KnowledgeSearch.Decision.valueOf(row.getString("decision")),
                Optional.ofNullable(row.getString("next"))
                    .map(KnowledgeNextStep.Step::valueOf)
                    .orElse(null),
                row.getLong("times"),
                PgInstants.get(row, "first_at")))
        .list();
  }

  /**
   * Notes that an editor has dealt with a question: it is not shown until it is asked again.
   *
   * @param entry the entry that got it; null if none did
   */
  public void handled(
      String tenant, String language, String question, @Nullable String entry, String editor) {
    jdbc.sql(
            """
            insert into knowledge_questions
              (tenant, language, question, handled_at, handled_by, entry)
            values (:tenant, :language, :question, :now, :editor, :entry)
            on conflict (tenant, language, question) do update
            set handled_at = excluded.handled_at, handled_by = excluded.handled_by,
                entry = excluded.entry
            """)
        .param("tenant", tenant)
        .param("language", language)
        .param("question", question)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("editor", editor)
        .param("entry", entry)
        .update();
  }
}
