package dev.notifier.store.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeRecord;
import dev.notifier.contracts.knowledge.KnowledgeVariant;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.knowledge.KnowledgeQueries.Filter;
import dev.notifier.store.knowledge.KnowledgeQueries.Publication;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class KnowledgeStoreIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final KnowledgeName CARD = new KnowledgeName("default", "card-validity");
  private static final KnowledgeName OWN = new KnowledgeName("son-la", "card-validity");

  private static Database database;

  private KnowledgeQueries queries;
  private KnowledgeStore store;

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
    queries = new KnowledgeQueries(database.dataSource());
    store = new KnowledgeStore(database.dataSource(), () -> NOW, new KnowledgeLimits(3, 2, 4));
    JdbcClient.create(database.dataSource())
        .sql("truncate knowledge_entries, knowledge_versions")
        .update();
  }

  private static KnowledgeContent content(String question, String... languages) {
    List<KnowledgeVariant> variants =
        Arrays.stream(languages.length == 0 ? new String[] {"vi"} : languages)
            .map(language ->
                new KnowledgeVariant(
                    language, "Đổi Thẻ", List.of(question), "BHXHVN: x", "A long answer"))
            .toList();
    return new KnowledgeContent(
        "health", List.of("card.expiring"), LocalDate.of(2026, 12, 31), variants);
  }

  private KnowledgeDraft save(KnowledgeName name, String question, @Nullable Integer revision) {
    return done(store.save(name, content(question), revision, "lan"));
  }

  private static <T> T done(KnowledgeResult<T> result) {
    return ((KnowledgeResult.Done<T>) result).value();
  }

  private static KnowledgeError error(KnowledgeResult<?> result) {
    return ((KnowledgeResult.Refused<?>) result).error();
  }

  private KnowledgeDraft draft() {
    return queries.own(CARD).map(StoredKnowledge::draft).orElseThrow();
  }

  private int published(KnowledgeName name, String question) {
    int revision = save(name, question, null).revision();
    int version = done(store.submit(name, revision, "lan")).version();
    done(store.publish(name, version, "minh"));
    return version;
  }

  private String inForce(String tenant) {
    return queries.page(tenant, "", Filter.NONE, 10).stream()
        .map(entry ->
            entry.name().tenant()
                + " "
                + (entry.content() == null
                    ? "none"
                    : entry.content().variants().getFirst().questions()))
        .findFirst()
        .orElse("");
  }

  @Test
  void anEntryIsPublishedByASecondPersonReplacedRolledBackAndWithdrawn() {
    int revision = save(CARD, "one", null).revision();
    KnowledgeVersion one = done(store.submit(CARD, revision, "lan"));
    assertThat(one.content()).isEqualTo(content("one"));
    assertThat(queries.record(CARD)).isEmpty();
    assertThat(error(store.publish(CARD, 1, "lan"))).isEqualTo(KnowledgeError.SELF_APPROVAL);
    assertThat(done(store.publish(CARD, 1, "minh")).state()).isEqualTo(KnowledgeState.PUBLISHED);
    assertThat(error(store.publish(CARD, 1, "minh"))).isEqualTo(KnowledgeError.WRONG_STATE);
    assertThat(error(store.rollBack(CARD, 1, "minh"))).isEqualTo(KnowledgeError.WRONG_STATE);
    KnowledgeRecord first = queries.record(CARD).orElseThrow();
    assertThat(first.content()).isEqualTo(content("one"));

    assertThat(published(CARD, "two")).isEqualTo(2);
    assertThat(queries.version(CARD, 1).orElseThrow().state()).isEqualTo(KnowledgeState.REPLACED);
    assertThat(queries.record(CARD).orElseThrow().revision()).isGreaterThan(first.revision());

    done(store.rollBack(CARD, 1, "lan"));
    assertThat(inForce("default")).contains("one");
    done(store.withdraw(CARD, "minh"));
    assertThat(queries.record(CARD).orElseThrow().content()).isNull();
    assertThat(error(store.withdraw(CARD, "minh"))).isEqualTo(KnowledgeError.WRONG_STATE);
    done(store.rollBack(CARD, 2, "minh"));
    assertThat(inForce("default")).contains("two");
    assertThat(queries.places()).containsExactly(new KnowledgePlace(CARD, 5, NOW));
  }

  @Test
  void noOneOverwritesTheDraftOfAnother() {
    KnowledgeDraft draft = save(CARD, "one", null);
    assertThat(error(store.save(CARD, content("x"), null, "minh")))
        .isEqualTo(KnowledgeError.DRAFT_EXISTS);
    assertThat(error(store.save(CARD, content("x"), draft.revision() + 1, "minh")))
        .isEqualTo(KnowledgeError.DRAFT_CHANGED);
    KnowledgeDraft second = done(store.save(CARD, content("two"), draft.revision(), "minh"));
    assertThat(second.authors()).containsExactly("lan", "minh");
    assertThat(error(store.submit(CARD, draft.revision(), "lan")))
        .isEqualTo(KnowledgeError.DRAFT_CHANGED);
    done(store.submit(CARD, second.revision(), "lan"));
    assertThat(error(store.publish(CARD, 1, "minh"))).isEqualTo(KnowledgeError.SELF_APPROVAL);

    assertThat(save(CARD, "three", null).revision())
        .as("no two drafts have the same revision")
        .isGreaterThan(second.revision());
    assertThat(store.discard(CARD, second.revision())).contains(KnowledgeError.DRAFT_CHANGED);
    done(store.reject(CARD, 1, "hoa"));
    assertThat(draft().content()).isEqualTo(content("three"));
  }

  @Test
  void aRejectedVersionIsTheNextDraft() {
    done(store.submit(CARD, save(CARD, "one", null).revision(), "lan"));
    assertThat(queries.own(CARD).orElseThrow().inReview()).isEqualTo(1);
    assertThat(done(store.reject(CARD, 1, "minh")).decidedBy()).isEqualTo("minh");
    KnowledgeDraft draft = draft();
    assertThat(draft.content()).isEqualTo(content("one"));
    assertThat(draft.authors()).containsExactly("lan");
    assertThat(store.discard(CARD, draft.revision())).isEmpty();
    assertThat(queries.own(CARD)).as("has versions").isPresent();
  }

  @Test
  void ofEntriesWithOneIdTheOwnOneCounts() {
    published(CARD, "national");
    assertThat(inForce("son-la")).isEqualTo("default [national]");
    assertThat(queries.inherited(OWN)).isPresent();
    published(OWN, "own");
    assertThat(inForce("son-la")).isEqualTo("son-la [own]");
    assertThat(inForce("son-la~test")).isEqualTo("son-la [own]");
    assertThat(inForce("lao-cai")).isEqualTo("default [national]");
    assertThat(queries.own(new KnowledgeName("lao-cai", "card-validity"))).isEmpty();
    done(store.withdraw(OWN, "minh"));
    assertThat(inForce("son-la~test")).isEqualTo("default [national]");
  }

  @Test
  void aListHasFilters() {
    published(CARD, "one");
    save(new KnowledgeName("default", "card-lost"), "lost", null);
    assertThat(ids(Filter.NONE)).containsExactly("card-lost", "card-validity");
    assertThat(ids(new Filter("card.expiring", null, null))).hasSize(2);
    assertThat(ids(new Filter("x", null, null))).isEmpty();
    assertThat(ids(new Filter(null, "vi", null))).hasSize(2);
    assertThat(ids(new Filter(null, "en", null))).isEmpty();
    assertThat(ids(new Filter(null, null, "draft"))).containsExactly("card-lost");
    assertThat(ids(new Filter(null, null, "published"))).containsExactly("card-validity");
    assertThat(ids(new Filter(null, null, "in-review"))).isEmpty();
    assertThat(withWords("the", "doi")).hasSize(2);
    assertThat(withWords("doi", "lost")).containsExactly("card-lost");
    assertThat(withWords("validity", "%")).isEmpty();
    assertThat(queries.page("default", "card-lost", Filter.NONE, 10)).hasSize(1);
    assertThat(queries.page("son-la", "", Filter.NONE, 10))
        .extracting(StoredKnowledge::name)
        .as("not what others work on")
        .containsExactly(CARD);
  }

  private List<String> withWords(String... words) {
    return ids(new Filter(null, null, null, List.of(words)));
  }

  private List<String> ids(Filter filter) {
    return queries.page("default", "", filter, 10).stream().map(each -> each.name().id()).toList();
  }

  @Test
  void aFeedHasTheLastChangeOfEachEntry() {
    published(CARD, "one");
    published(OWN, "own");
    done(store.withdraw(CARD, "minh"));
    List<Publication> all = queries.publications("son-la", 0, 10);
    assertThat(all)
        .extracting(each -> each.entry().tenant() + " " + (each.entry().content() != null))
        .containsExactly("son-la true", "default false");
    assertThat(queries.publications("son-la", all.getFirst().place(), 10)).hasSize(1);
    assertThat(queries.publications("lao-cai", 0, 10)).hasSize(1);
    assertThat(queries.lastPublication()).isEqualTo(all.getLast().place());
  }

  @Test
  void aQuestionIsAddedToTheDraft() {
    published(CARD, "one");
    KnowledgeDraft draft = done(store.addQuestion(CARD, "vi", "two", _ -> {}, "hoa"));
    assertThat(draft.content().variants().getFirst().questions()).containsExactly("one", "two");
    assertThat(draft.basedOn()).isEqualTo(1);
    assertThat(error(store.addQuestion(CARD, "vi", "two", _ -> {}, "hoa")))
        .isEqualTo(KnowledgeError.QUESTION_REFUSED);
    assertThat(error(store.addQuestion(CARD, "en", "two", _ -> {}, "hoa")))
        .isEqualTo(KnowledgeError.LANGUAGE_NOT_FOUND);
    assertThat(error(store.addQuestion(OWN, "vi", "two", _ -> {}, "hoa")))
        .isEqualTo(KnowledgeError.ENTRY_NOT_FOUND);
  }

  @Test
  void shippedEntriesAreUpdatedUntilSomeoneChangesThem() {
    Map<String, KnowledgeContent> shipped = Map.of("card-validity", content("one"));
    assertThat(store.seed("default", shipped)).isEqualTo(1);
    assertThat(store.seed("default", shipped)).isZero();
    assertThat(store.seed("default", Map.of("card-validity", content("two")))).isEqualTo(1);
    assertThat(store.seed("default", shipped)).as("by an api of the release before").isZero();
    assertThat(inForce("default")).contains("two");
    published(CARD, "edited");
    assertThat(store.seed("default", shipped)).isZero();
    assertThat(inForce("default")).contains("edited");
  }

  @Test
  void shippedEntriesWithoutRoomAreLeftOut() {
    Map<String, KnowledgeContent> shipped =
        Map.of("a", content("a"), "b", content("b"), "c", content("c"), "d", content("d"));
    assertThat(store.seed("default", shipped)).isEqualTo(3);
    assertThat(store.seed("default", shipped)).isZero();
  }

  @Test
  void aWithdrawnShippedEntryStaysWithdrawn() {
    store.seed("default", Map.of("card-validity", content("one")));
    done(store.withdraw(CARD, "minh"));
    assertThat(store.seed("default", Map.of("card-validity", content("two")))).isZero();
  }

  @Test
  void aTenantHasLimitedEntriesVariantsAndVersions() {
    published(OWN, "one");
    save(new KnowledgeName("son-la", "b"), "b", null);
    assertThat(error(store.save(new KnowledgeName("son-la", "c"), content("c"), null, "lan")))
        .isEqualTo(KnowledgeError.LIMIT_REACHED);

    KnowledgeDraft large = done(store.save(OWN, content("two", "vi", "en", "km"), null, "lan"));
    done(store.submit(OWN, large.revision(), "lan"));
    assertThat(error(store.publish(OWN, 2, "minh"))).isEqualTo(KnowledgeError.LIMIT_REACHED);
    assertThat(inForce("son-la")).contains("one");

    for (int i = 0; i < 2; i++) {
      done(store.submit(OWN, save(OWN, "v", null).revision(), "lan"));
    }
    assertThat(error(store.submit(OWN, save(OWN, "v", null).revision(), "lan")))
        .isEqualTo(KnowledgeError.LIMIT_REACHED);
  }

  @Test
  void aRevisionIsRaisedAfterARestore() {
    published(CARD, "one");
    KnowledgePlace place = queries.places().getFirst();
    assertThat(store.raiseRevision(place, 40)).isTrue();
    assertThat(store.raiseRevision(place, 50)).isFalse();
    assertThat(queries.places().getFirst().revision()).isEqualTo(41);
  }
}
