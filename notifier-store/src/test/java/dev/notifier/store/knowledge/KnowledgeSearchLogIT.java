package dev.notifier.store.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.knowledge.KnowledgeNextStep.Step;
import dev.notifier.store.knowledge.KnowledgeSearch.Decision;
import dev.notifier.store.knowledge.KnowledgeSearchQueries.Scores;
import dev.notifier.store.knowledge.KnowledgeSearchQueries.Unanswered;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.PersonalData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class KnowledgeSearchLogIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final String PHONE = "+84391234567";

  private static Database database;

  private KnowledgeSearchLog log;
  private KnowledgeSearchQueries queries;

  @BeforeAll
  static void start() {
    database = MigratedDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    log = new KnowledgeSearchLog(database.dataSource());
    queries = new KnowledgeSearchQueries(database.dataSource(), () -> NOW);
    jdbc().sql("truncate knowledge_searches, knowledge_askers, knowledge_questions").update();
  }

  private static JdbcClient jdbc() {
    return JdbcClient.create(database.dataSource());
  }

  private static KnowledgeSearch search(
      int minutes, Decision decision, double score, String question) {
    return search(minutes, decision, score, question, PHONE);
  }

  private static KnowledgeSearch search(
      int minutes, Decision decision, double score, String question, @Nullable String phone) {
    return new KnowledgeSearch(
        UUID.nameUUIDFromBytes((question + minutes).getBytes(StandardCharsets.UTF_8)),
        NOW.minusSeconds(60L * minutes),
        "default",
        phone,
        "sms",
        "vi",
        decision,
        "card-validity",
        score,
        0.1,
        question.toUpperCase(Locale.ROOT),
        question);
  }

  private List<@Nullable String> steps() {
    return jdbc()
        .sql("select coalesce(next, '-') from knowledge_searches order by at")
        .query(String.class)
        .list();
  }

  @Test
  void whatAPersonDoesWithinHalfAnHourIsNoted() {
    log.add(List.of(search(100, Decision.ANSWER, 0.5, "a"), search(80, Decision.MENU, 0.3, "b")));
    log.add(List.of(search(80, Decision.MENU, 0.3, "b")));
    assertThat(steps()).containsExactly("ASKED_AGAIN", "-");

    log.next(
        List.of(
            new KnowledgeNextStep(PHONE, NOW.minusSeconds(70 * 60), Step.CHOSE),
            new KnowledgeNextStep("+84391234568", NOW.minusSeconds(75 * 60), Step.CALLED)));
    log.next(List.of(new KnowledgeNextStep(PHONE, NOW.minusSeconds(60 * 60), Step.OPTED_OUT)));
    assertThat(steps()).containsExactly("ASKED_AGAIN", "CHOSE");

    log.add(List.of(search(10, Decision.ANSWER, 0.5, "c")));
    assertThat(steps()).containsExactly("ASKED_AGAIN", "CHOSE", "-");
  }

  @Test
  void questionsWithoutAnswerAreGrouped() {
    log.add(
        List.of(
            search(9, Decision.NO_SIMILAR_QUESTION, 0.2, "a", null),
            search(8, Decision.NO_SIMILAR_QUESTION, 0.1, "b", null),
            search(7, Decision.LANGUAGE_UNCERTAIN, 0.1, "b", null),
            search(6, Decision.ANSWER, 0.9, "answered", null),
            search(5, Decision.MENU, 0.3, "chosen"),
            search(4, Decision.NO_SIMILAR_QUESTION, 0, "", null)));
    log.next(List.of(new KnowledgeNextStep(PHONE, NOW.minusSeconds(200), Step.CHOSE)));

    List<Unanswered> groups = queries.unanswered("default", null, 10);
    assertThat(groups).extracting(Unanswered::question).containsExactly("b", "a");
    assertThat(groups.getFirst().times()).isEqualTo(2);
    assertThat(groups.getFirst().text()).isEqualTo("B");
    assertThat(queries.unanswered("default", "en", 10)).isEmpty();
    assertThat(queries.unanswered("son-la", null, 10)).isEmpty();
    assertThat(queries.unanswered("default", null, 1)).hasSize(1);

    queries.handled("default", "vi", "b", "card-validity", "lan");
    assertThat(queries.unanswered("default", null, 10))
        .extracting(Unanswered::question)
        .containsExactly("a");
    log.add(List.of(search(-1, Decision.NO_SIMILAR_QUESTION, 0.1, "b", null)));
    assertThat(queries.unanswered("default", null, 10)).as("asked again later").hasSize(2);
  }

  @Test
  void scoresAreCountedInIntervals() {
    log.add(
        List.of(
            search(3, Decision.ANSWER, 1, "a", null),
            search(2, Decision.ANSWER, 0.995, "b", null),
            search(1, Decision.NO_SIMILAR_QUESTION, 0.01, "c", null)));
    assertThat(queries.scores("default"))
        .extracting(Scores::interval, Scores::decision, Scores::times)
        .containsExactly(
            tuple(0, Decision.NO_SIMILAR_QUESTION, 1L), tuple(49, Decision.ANSWER, 2L));
  }

  @Test
  void oldSearchesAndAskersAreDeletedInPages() {
    log.add(
        List.of(
            search(200, Decision.ANSWER, 0.5, "a"),
            search(90, Decision.ANSWER, 0.5, "b"),
            search(5, Decision.ANSWER, 0.5, "c")));
    Instant before = NOW.minusSeconds(100 * 60);
    assertThat(log.delete(before, NOW, 1)).isEqualTo(1);
    assertThat(log.delete(before, NOW, 1)).isEqualTo(1);
    assertThat(log.delete(before, NOW, 1)).isZero();
    assertThat(steps()).hasSize(2);
    assertThat(jdbc().sql("select count(*) from knowledge_askers").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void thePersonWhoAskedCanBeErased() {
    log.add(List.of(search(5, Decision.ANSWER, 0.5, "c")));
    PersonalData data = new PersonalData(database.dataSource(), AuditKey.of("key of the tests"));
    Person person = new Person("default", PHONE, null);
    assertThat(data.export(person, null, 10))
        .extracting(item -> item.values().get("text"))
        .containsExactly("C");
    assertThat(data.erase(new Person("son-la", PHONE, null), NOW, 10).rows()).isZero();
    assertThat(data.erase(person, NOW, 10).rows()).isEqualTo(1);
    assertThat(data.export(person, null, 10)).isEmpty();
    assertThat(
            jdbc()
                .sql("select coalesce(text, question, 'none') from knowledge_searches")
                .query(String.class)
                .list())
        .containsExactly("none");
  }
}
