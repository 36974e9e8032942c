package dev.notifier.store.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.PublishedVersionRecord.Registration;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.templates.CarrierRegistration.Status;
import dev.notifier.store.templates.TemplateStore.TransitionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class TemplateStoreIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final TemplateName ID = TemplateName.national("card-expiring");
  private static final String TYPE = "card.expiring";
  private static final AuditInfo LAN = new AuditInfo("lan", "");
  private static final AuditInfo MINH = new AuditInfo("minh", "reads well");

  private static Database database;

  private volatile Instant now = NOW;
  private TemplateQueries queries;
  private TemplateStore store;

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
    queries = new TemplateQueries(database.dataSource());
    store =
        new TemplateStore(
            database.dataSource(), () -> now, new TemplateStore.Limits(50, 20, Long.MAX_VALUE));
    jdbc()
        .sql(
            "truncate templates, template_versions, template_drafts, template_audit,"
                + " template_registrations")
        .update();
  }

  @Test
  void aTemplateIsApprovedPublishedReplacedRolledBackAndRetired() {
    save("one", LAN);
    int one = submitted();
    assertThat(queries.draft(ID)).isEmpty();
    assertThat(queries.usableVersions()).isEmpty();
    assertThat(error(TemplateAction.APPROVE, one, LAN)).isEqualTo(TransitionError.SELF_APPROVAL);
    act(TemplateAction.APPROVE, one, MINH);
    act(TemplateAction.PUBLISH, one, MINH);
    assertThat(inForce()).isEqualTo(1);

    save("two", LAN);
    int two = submitted();
    act(TemplateAction.APPROVE, two, MINH);
    act(TemplateAction.PUBLISH, two, LAN);
    assertThat(inForce()).isEqualTo(2);
    assertThat(state(one)).isEqualTo(TemplateState.REPLACED);

    act(TemplateAction.ROLL_BACK, one, MINH);
    assertThat(inForce()).isEqualTo(1);
    assertThat(state(two)).isEqualTo(TemplateState.REPLACED);

    act(TemplateAction.RETIRE, one, MINH);
    assertThat(inForce()).isNull();
    assertThat(queries.usableVersions()).extracting(TemplateVersion::version).containsExactly(2);
    assertThat(queries.audit(ID, 0, 100))
        .extracting(entry -> entry.action() + " " + entry.version() + " by " + entry.by())
        .containsExactly(
            "save null by lan",
            "submit 1 by lan",
            "approve 1 by minh",
            "publish 1 by minh",
            "save null by lan",
            "submit 2 by lan",
            "approve 2 by minh",
            "publish 2 by lan",
            "roll-back 1 by minh",
            "retire 1 by minh");
    assertThat(queries.audit(ID, 0, 100).get(2).reason()).isEqualTo("reads well");
  }

  @Test
  void authorsOfADraftCannotApproveIt() {
    save("one", MINH);
    save("two", LAN);
    int version = submitted();

    assertThat(error(TemplateAction.APPROVE, version, MINH))
        .isEqualTo(TransitionError.SELF_APPROVAL);
    act(TemplateAction.APPROVE, version, new AuditInfo("hoa", ""));
  }

  @Test
  void aRejectedVersionBecomesADraftWithItsAuthors() {
    save("one", LAN);
    int version = submitted();
    act(TemplateAction.REJECT, version, new AuditInfo("minh", "name the office"));

    TemplateDraft draft = queries.draft(ID).orElseThrow();
    assertThat(draft.source()).isEqualTo(source("one"));
    assertThat(draft.authors()).containsExactly("lan");
    assertThat(error(TemplateAction.APPROVE, version, MINH)).isEqualTo(TransitionError.REJECTED);
    assertThat(queries.audit(ID, 0, 100).get(2).reason()).isEqualTo("name the office");

    assertThat(submitted()).isEqualTo(2);
  }

  @Test
  void aDraftIsSavedOnlyIfTheRevisionMatches() {
    save("one", LAN);

    assertThat(store.saveDraft(ID, TYPE, source("x"), DraftCondition.revision(0), MINH))
        .isEqualTo(new TemplateStore.SaveResult.Rejected(TransitionError.DRAFT_REVISION_MISMATCH));
    assertThat(store.saveDraft(ID, TYPE, source("x"), DraftCondition.revision(1), MINH))
        .isInstanceOf(TemplateStore.SaveResult.Saved.class);
    assertThat(store.discard(ID, DraftCondition.ANY_DRAFT, LAN)).isEmpty();
    assertThat(store.discard(ID, DraftCondition.ANY_DRAFT, LAN))
        .contains(TransitionError.DRAFT_NOT_FOUND);
    assertThat(store.submit(ID, DraftCondition.ANY_DRAFT, LAN))
        .isEqualTo(new TransitionResult.Rejected(TransitionError.DRAFT_NOT_FOUND));
  }

  @Test
  void aTemplateKeepsItsEventType() {
    approved("one");

    assertThat(store.saveDraft(ID, "other.type", source("x"), DraftCondition.NO_DRAFT, LAN))
        .isEqualTo(new TemplateStore.SaveResult.Rejected(TransitionError.EVENT_TYPE_DIFFERS));
  }

  @Test
  void anExceptionOfTheCheckRollsTheActionBack() {
    int version = approved("one");

    assertThatThrownBy(() ->
            store.act(
                request(TemplateAction.PUBLISH, version, null, MINH),
                _ -> {
                  throw new IllegalArgumentException("does not match");
                }))
        .hasMessage("does not match");
    assertThat(state(version)).isEqualTo(TemplateState.APPROVED);
    assertThat(queries.audit(ID, 0, 100))
        .extracting(TemplateAuditEntry::action)
        .containsExactly("save", "submit", "approve");
  }

  @Test
  void aScheduledVersionIsPublishedOnceByConcurrentPrograms() throws Exception {
    int version = approved("one");
    TransitionRequest at = request(TemplateAction.SCHEDULE, version, NOW.plusSeconds(60), MINH);
    assertThat(store.act(at, _ -> {})).isInstanceOf(TransitionResult.Done.class);
    assertThat(store.publishDue(_ -> true, TemplateStoreIT::fail)).isEmpty();

    now = NOW.plusSeconds(60);
    assertThat(atOnce(6, () -> store.publishDue(_ -> true, TemplateStoreIT::fail).size()))
        .containsExactlyInAnyOrder(1, 0, 0, 0, 0, 0);

    assertThat(inForce()).isEqualTo(version);
    assertThat(queries.audit(ID, 0, 100))
        .filteredOn(entry -> entry.action().equals("publish"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.by()).isEqualTo("schedule"));
  }

  private static void fail(TemplateVersion version, Throwable failure) {
    throw new AssertionError(version.template() + " is not published", failure);
  }

  @Test
  void aScheduledVersionThatCannotBePublishedKeepsNoOtherOneWaiting() {
    int version = approved("one");
    store.act(request(TemplateAction.SCHEDULE, version, NOW, MINH), _ -> {});
    List<String> failed = new ArrayList<>();

    assertThat(
            store.publishDue(
                _ -> {
                  throw new StackOverflowError("in a test");
                },
                (due, failure) -> failed.add(due.version() + " " + failure.getMessage())))
        .isEmpty();

    assertThat(failed).containsExactly(version + " in a test");
    assertThat(state(version)).isEqualTo(TemplateState.SCHEDULED);
    assertThat(store.publishDue(_ -> true, TemplateStoreIT::fail)).hasSize(1);
  }

  @Test
  void aScheduledVersionThatDoesNotMatchTheSchemaBecomesApprovedAgain() {
    int version = approved("one");
    store.act(request(TemplateAction.SCHEDULE, version, NOW, MINH), _ -> {});

    assertThat(store.publishDue(_ -> false, TemplateStoreIT::fail)).isEmpty();
    assertThat(state(version)).isEqualTo(TemplateState.APPROVED);
    assertThat(inForce()).isNull();
  }

  @Test
  void shippedTemplatesAreInForceUntilAnOperatorChangesThem() {
    assertThat(store.seed(ID, TYPE, source("shipped"))).isTrue();
    assertThat(store.seed(ID, TYPE, source("shipped"))).isFalse();
    assertThat(inForce()).isEqualTo(1);

    assertThat(store.seed(ID, TYPE, source("shipped, newer"))).isTrue();
    assertThat(inForce()).isEqualTo(2);

    save("changed", LAN);
    int changed = submitted();
    assertThat(store.seed(ID, TYPE, source("shipped, newest"))).isFalse();
    act(TemplateAction.APPROVE, changed, MINH);
    act(TemplateAction.PUBLISH, changed, MINH);
    assertThat(store.seed(ID, TYPE, source("shipped, newest"))).isFalse();
    assertThat(inForce()).isEqualTo(changed);
  }

  @Test
  void approvedRegistrationsArePublishedToWorkers() {
    int version = approved("one");
    act(TemplateAction.PUBLISH, version, MINH);
    long revision = record().revision();

    assertThat(store.register(registration("viettel", Status.APPROVED), LAN)).isEmpty();
    assertThat(store.register(registration("mobi", Status.SUBMITTED), LAN)).isEmpty();

    PublishedVersionRecord record = record();
    assertThat(record.revision()).isEqualTo(revision + 2);
    assertThat(record.registrations())
        .isEqualTo(Map.of("viettel", new Registration("VT-1", null, NOW.plusSeconds(10))));
    assertThat(queries.registrations(ID))
        .extracting(CarrierRegistration::carrier)
        .containsExactly("mobi", "viettel");
  }

  @Test
  void templatesWithAndWithoutVersionsHavePages() {
    for (String text : List.of("one", "two", "three")) {
      approved(text);
    }
    save("four", LAN);
    for (String id : List.of("a-draft", "z-draft")) {
      store.saveDraft(
          TemplateName.national(id), TYPE, source("draft"), DraftCondition.NO_DRAFT, LAN);
    }

    TemplateName first = TemplateName.national("a-draft");
    TemplateName last = TemplateName.national("z-draft");
    assertThat(queries.readable("default", "", 2)).containsExactly(first, ID);
    assertThat(queries.readable("default", ID.id(), 2)).containsExactly(last);
    List<TemplateName> names = queries.readable("default", "", Integer.MAX_VALUE);
    assertThat(names).containsExactly(first, ID, last);
    assertThat(queries.summaries(names)).extracting(TemplateSummary::template).containsExactly(ID);
    assertThat(queries.draftSummaries(names))
        .extracting(TemplateDraft::template)
        .containsExactly(first, ID, last);
    assertThat(queries.draftSummaries(List.of())).isEmpty();
    assertThat(queries.versionSummaries(names, 2))
        .extracting(version -> version.version() + " " + version.source())
        .containsExactly("3 {}", "2 {}");
  }

  @Test
  void registrationsAndTheAuditHavePages() {
    int version = approved("one");
    act(TemplateAction.PUBLISH, version, MINH);
    for (String carrier : List.of("vina", "mobi", "viettel")) {
      assertThat(store.register(registration(carrier, Status.SUBMITTED), LAN)).isEmpty();
    }

    assertThat(queries.registrations(ID, "", 2))
        .extracting(CarrierRegistration::carrier)
        .containsExactly("mobi", "viettel");
    assertThat(queries.registrations(ID, "viettel", 2))
        .extracting(CarrierRegistration::carrier)
        .containsExactly("vina");
    List<TemplateAuditEntry> all = queries.audit(ID, 0, 100);
    assertThat(queries.audit(ID, all.get(2).seq(), 2)).isEqualTo(all.subList(3, 5));
  }

  @Test
  void theDatabaseRejectsChangesOfTheAuditAndOfVersions() {
    approved("one");

    for (String change :
        List.of(
            "delete from template_audit",
            "update template_audit set actor = 'x'",
            "delete from template_versions",
            "update template_versions set source = '{}'")) {
      assertThatThrownBy(() -> jdbc().sql(change).update())
          .as(change)
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("must not be changed or deleted");
    }
  }

  @Test
  void missingTemplatesAndVersionsHaveDifferentErrors() {
    assertThat(error(TemplateAction.APPROVE, 1, LAN)).isEqualTo(TransitionError.TEMPLATE_NOT_FOUND);
    approved("one");
    assertThat(error(TemplateAction.APPROVE, 9, LAN))
        .isEqualTo(TransitionError.TEMPLATE_VERSION_NOT_FOUND);
  }

  private static <T> List<T> atOnce(int times, Callable<T> call)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(times)) {
      List<Future<T>> calls = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        calls.add(threads.submit(call));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : calls) {
        results.add(each.get());
      }
      return results;
    }
  }

  private int approved(String text) {
    save(text, LAN);
    int version = submitted();
    act(TemplateAction.APPROVE, version, MINH);
    return version;
  }

  private void save(String text, AuditInfo auditInfo) {
    assertThat(store.saveDraft(ID, TYPE, source(text), current(), auditInfo))
        .isInstanceOf(TemplateStore.SaveResult.Saved.class);
  }

  private DraftCondition current() {
    return DraftCondition.revision(queries.draft(ID).map(TemplateDraft::revision).orElse(0));
  }

  private int submitted() {
    return ((TransitionResult.Done) store.submit(ID, DraftCondition.ANY_DRAFT, LAN))
        .version()
        .version();
  }

  private void act(TemplateAction action, int version, AuditInfo auditInfo) {
    assertThat(store.act(request(action, version, null, auditInfo), _ -> {}))
        .isInstanceOf(TransitionResult.Done.class);
  }

  private TransitionError error(TemplateAction action, int version, AuditInfo auditInfo) {
    TransitionResult outcome = store.act(request(action, version, null, auditInfo), _ -> {});
    return ((TransitionResult.Rejected) outcome).error();
  }

  private static TransitionRequest request(
      TemplateAction action, int version, @Nullable Instant publishAt, AuditInfo auditInfo) {
    return new TransitionRequest(ID, version, action, publishAt, auditInfo);
  }

  private TemplateState state(int version) {
    return queries.version(ID, version).orElseThrow().state();
  }

  private @Nullable Integer inForce() {
    return record().version();
  }

  private PublishedVersionRecord record() {
    return Objects.requireNonNull(queries.publishedVersions().getFirst());
  }

  private static CarrierRegistration registration(String carrier, Status status) {
    return new CarrierRegistration(
        ID, carrier, "VT-1", status, Map.of("cardNo", 15), null, NOW.plusSeconds(10), "", NOW);
  }

  private static Map<String, Object> source(String text) {
    return Map.of(
        "id",
        ID.id(),
        "eventType",
        TYPE,
        "variants",
        List.of(Map.of("locale", "vi", "text", text)));
  }

  private static JdbcClient jdbc() {
    return JdbcClient.create(database.dataSource());
  }
}
