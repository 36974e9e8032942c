package dev.notifier.store.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.templates.TemplateStore.TransitionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each tenant has its own templates, and reads the published national ones. */
class TemplateTenantsIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final String TYPE = "card.expiring";
  private static final TemplateName NATIONAL = TemplateName.national("card-expiring");
  private static final TemplateName OWN = NATIONAL.ofTenant("son-la");
  private static final AuditInfo LAN = new AuditInfo("lan", "");
  private static final AuditInfo MINH = new AuditInfo("minh", "");

  private static final long ANY = Long.MAX_VALUE;

  private static Database database;
  private static JdbcTemplate jdbc;

  private TemplateQueries queries;
  private TemplateStore store;

  @BeforeAll
  static void start() {
    database = MigratedDatabase.create();
    jdbc = new JdbcTemplate(database.dataSource());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    queries = new TemplateQueries(database.dataSource());
    store =
        new TemplateStore(database.dataSource(), () -> NOW, new TemplateStore.Limits(2, 20, ANY));
    jdbc.execute(
        "truncate templates, template_versions, template_drafts, template_audit,"
            + " template_registrations, template_bytes");
  }

  @Test
  void templatesOfTheSameIdAreIndependent() {
    publish(NATIONAL, "national");
    publish(OWN, "own");
    publish(OWN, "own, changed");

    assertThat(queries.summary(NATIONAL).orElseThrow().lastVersion()).isEqualTo(1);
    assertThat(queries.summary(OWN).orElseThrow().lastVersion()).isEqualTo(2);
    assertThat(queries.version(NATIONAL, 2)).isEmpty();
    assertThat(queries.audit(NATIONAL, 0, 9)).hasSize(4);
    assertThat(queries.audit(OWN, 0, 9)).hasSize(8);
    assertThat(queries.publishedVersions())
        .extracting(PublishedVersionRecord::key)
        .containsExactlyInAnyOrder("card-expiring/published", "son-la/card-expiring/published");
    assertThat(queries.usableVersions())
        .extracting(TemplateVersion::template)
        .containsOnly(NATIONAL, OWN);
    assertThat(queries.summaries("son-la"))
        .extracting(TemplateSummary::template)
        .containsExactly(OWN);
    assertThat(queries.publishedOrScheduled(TYPE))
        .as("a changed event type must fit the templates of all tenants")
        .extracting(TemplateVersion::template)
        .containsExactlyInAnyOrder(NATIONAL, OWN);
  }

  @Test
  void aTenantReadsItsOwnAndThePublishedNationalTemplates() {
    TemplateName draft = TemplateName.national("a-draft");
    save(draft, "x");
    publish(NATIONAL, "national");
    TemplateName other = new TemplateName("lao-cai", "visit-recorded");
    publish(other, "of another province");

    assertThat(queries.readable("son-la", "", 9)).containsExactly(NATIONAL);
    assertThat(queries.inherited(OWN)).map(TemplateSummary::template).contains(NATIONAL);
    assertThat(queries.inherited(draft.ofTenant("son-la"))).isEmpty();
    assertThat(queries.inherited(other.ofTenant("son-la"))).isEmpty();
    assertThat(queries.readable("default", "", 9)).containsExactly(draft, NATIONAL);

    save(OWN, "y");
    assertThat(queries.readable("son-la", "", 9)).containsExactly(OWN);
    assertThat(queries.readable("son-la~test", "", 9)).containsExactly(NATIONAL);
    publish(OWN, "z");
    assertThat(queries.readable("son-la~test", "", 9)).containsExactly(OWN);
    assertThat(queries.readable("son-la", "card-expiring", 9)).isEmpty();
  }

  @Test
  void aTenantCannotActOnTheTemplateOfAnother() {
    int version = publish(NATIONAL, "national");

    for (TemplateAction action : List.of(TemplateAction.RETIRE, TemplateAction.ROLL_BACK)) {
      TransitionResult result =
          store.act(new TransitionRequest(OWN, version, action, null, MINH), _ -> {});
      assertThat(result)
          .isEqualTo(new TransitionResult.Rejected(TransitionError.TEMPLATE_NOT_FOUND));
    }
    assertThat(store.discard(OWN, DraftCondition.ANY_DRAFT, LAN))
        .contains(TransitionError.DRAFT_NOT_FOUND);
    assertThat(queries.version(NATIONAL, version).orElseThrow().state())
        .isEqualTo(TemplateState.PUBLISHED);
  }

  @Test
  void anOwnTemplateHasTheEventTypeOfTheOneThatItReplaces() {
    publish(NATIONAL, "national");

    assertThat(store.saveDraft(OWN, "other.type", Map.of(), DraftCondition.NO_DRAFT, LAN))
        .isEqualTo(new TemplateStore.SaveResult.Rejected(TransitionError.EVENT_TYPE_DIFFERS));
  }

  /** The national template was published while the tenant's was in work. */
  @Test
  void anOwnTemplateOfAnotherTypeIsNotPutIntoUse() {
    for (TemplateAction action : TemplateAction.values()) {
      if (action.isForUse()) {
        empty();
        TransitionRequest request = inWork(action, "other.type");
        publish(NATIONAL, "national");
        assertThat(store.act(request, _ -> {}))
            .as(action.name())
            .isEqualTo(new TransitionResult.Rejected(TransitionError.EVENT_TYPE_DIFFERS));
        empty();
        request = inWork(action, TYPE);
        publish(NATIONAL, "national");
        assertThat(store.act(request, _ -> {}))
            .as(action.name())
            .isInstanceOf(TransitionResult.Done.class);
      }
    }
  }

  @Test
  void aDraftOfAnotherTypeIsNotSubmitted() {
    save(OWN, "own", "other.type");
    publish(NATIONAL, "national");

    assertThat(store.submit(OWN, DraftCondition.ANY_DRAFT, LAN))
        .isEqualTo(new TransitionResult.Rejected(TransitionError.EVENT_TYPE_DIFFERS));
    assertThat(queries.draft(OWN)).isPresent();
    assertThat(queries.summary(OWN)).isEmpty();
  }

  @Test
  void aScheduledTemplateOfAnotherTypeIsNotPublished() {
    TransitionRequest request = inWork(TemplateAction.SCHEDULE, "other.type");
    assertThat(store.act(request, _ -> {})).isInstanceOf(TransitionResult.Done.class);
    publish(NATIONAL, "national");

    assertThat(store.publishDue(_ -> true, (_, _) -> {})).isEmpty();
    assertThat(queries.version(OWN, 1).orElseThrow().state()).isEqualTo(TemplateState.APPROVED);
    assertThat(queries.audit(OWN, 0, 9).getLast().reason()).contains("has another event type");
  }

  /** Brings the tenant's version 1 to where the action is possible. */
  private TransitionRequest inWork(TemplateAction action, String eventType) {
    if (action == TemplateAction.ROLL_BACK) {
      publish(OWN, "first", eventType);
      publish(OWN, "second", eventType);
    } else {
      save(OWN, "own", eventType);
      store.submit(OWN, DraftCondition.ANY_DRAFT, LAN);
      if (action != TemplateAction.APPROVE) {
        store.act(new TransitionRequest(OWN, 1, TemplateAction.APPROVE, null, MINH), _ -> {});
      }
    }
    return new TransitionRequest(
        OWN, 1, action, action == TemplateAction.SCHEDULE ? NOW : null, MINH);
  }

  @Test
  void aTenantIsNotToldOfTemplatesThatAreNotPublished() {
    save(NATIONAL, "not published");
    store.submit(NATIONAL, DraftCondition.ANY_DRAFT, LAN);

    assertThat(
            store.saveDraft(
                OWN, "other.type", Map.of("eventType", "x"), DraftCondition.NO_DRAFT, LAN))
        .isInstanceOf(TemplateStore.SaveResult.Saved.class);
  }

  @Test
  void theNumberOfTemplatesIsLimitedForEachTenant() {
    for (String id : List.of("a", "b")) {
      save(TemplateName.national(id), "x");
      save(new TemplateName("son-la", id), "x");
    }

    TemplateName third = new TemplateName("son-la", "c");
    assertThat(store.saveDraft(third, TYPE, Map.of(), DraftCondition.NO_DRAFT, LAN))
        .isEqualTo(new TemplateStore.SaveResult.Rejected(TransitionError.LIMIT_REACHED));
    save(new TemplateName("lao-cai", "c"), "x");
  }

  @Test
  void onlyTheNewestVersionsOfAnotherTenantAreKeptInMemory() {
    store =
        new TemplateStore(database.dataSource(), () -> NOW, new TemplateStore.Limits(9, 99, ANY));
    int last = TemplateQueries.KEPT_VERSIONS + 3;
    for (int version = 1; version <= last; version++) {
      publish(NATIONAL, "national");
      publish(OWN, "own");
    }
    assertThat(usable(NATIONAL)).hasSize(last).startsWith(1);
    assertThat(usable(OWN)).hasSize(TemplateQueries.KEPT_VERSIONS).startsWith(4);

    act(OWN, last - 1, TemplateAction.RETIRE);
    assertThat(usable(OWN)).as("no older one comes back").startsWith(4).doesNotContain(last - 1);

    act(OWN, 1, TemplateAction.ROLL_BACK);
    assertThat(usable(OWN)).as("the published one is kept").startsWith(1, 4);
    act(OWN, 5, TemplateAction.ROLL_BACK);
    assertThat(usable(OWN)).startsWith(4);
  }

  private List<Integer> usable(TemplateName template) {
    return queries.usableVersions().stream()
        .filter(version -> version.template().equals(template))
        .map(TemplateVersion::version)
        .toList();
  }

  @Test
  void theBytesOfATenantAreLimited() {
    store =
        new TemplateStore(
            database.dataSource(), () -> NOW, new TemplateStore.Limits(9, 99, 4_000, ANY));
    String large = "x".repeat(1_500);
    TemplateName other = OWN.ofTenant("lao-cai");
    publish(OWN, large);
    save(OWN, large);
    submitted(OWN);
    assertThat(
            store.saveDraft(
                OWN, TYPE, Map.of("eventType", TYPE, "text", large), DraftCondition.NO_DRAFT, LAN))
        .isEqualTo(new TemplateStore.SaveResult.Rejected(TransitionError.LIMIT_REACHED));
    assertThat(queries.draft(OWN)).isEmpty();
    for (TemplateName free : List.of(NATIONAL, other)) {
      publish(free, large);
    }
    for (int i = 0; i < 3; i++) {
      publish(NATIONAL, large);
    }

    act(OWN, 2, TemplateAction.REJECT);
    assertThat(store.discard(OWN, DraftCondition.ANY_DRAFT, LAN)).isEmpty();
    save(OWN, large);
  }

  @Test
  void theBytesOfAllTenantsAreLimited() {
    long limit = 7_000;
    store =
        new TemplateStore(
            database.dataSource(), () -> NOW, new TemplateStore.Limits(9, 99, 5_000, limit));
    TenantTemplateBytes bytes = new TenantTemplateBytes(database.dataSource(), limit);
    String large = "x".repeat(1_500);
    TemplateName other = OWN.ofTenant("lao-cai");
    publish(OWN, large);
    publish(OWN, large);
    publish(other, large);
    assertThat(bytes.total()).as("before the first answer").isNaN();
    assertThat(bytes.warning()).isEmpty();
    bytes.refresh();
    assertThat(bytes.total()).isBetween(4_500.0, 5_000.0);
    assertThat(bytes.warning()).isEmpty();
    save(other, large);
    bytes.refresh();
    assertThat(bytes.total()).isEqualTo((double) stored()).isBetween(6_000.0, 6_800.0);
    assertThat(bytes.warning()).contains("notifier.limits.tenant-templates");

    TemplateName third = OWN.ofTenant("hue");
    assertThat(
            store.saveDraft(
                third,
                TYPE,
                Map.of("eventType", TYPE, "text", large),
                DraftCondition.NO_DRAFT,
                LAN))
        .isEqualTo(new TemplateStore.SaveResult.Rejected(TransitionError.TENANTS_LIMIT_REACHED));
    publish(NATIONAL, large);
    assertThat(stored()).as("the national ones do not count").isEqualTo((long) bytes.total());

    act(OWN, 1, TemplateAction.RETIRE);
    save(third, large);
    assertThat(store.discard(third, DraftCondition.ANY_DRAFT, LAN)).isEmpty();
    assertThat(store.discard(other, DraftCondition.ANY_DRAFT, LAN)).isEmpty();
    assertThat(stored()).isEqualTo(queries.bytes("son-la") + queries.bytes("lao-cai"));
  }

  private static long stored() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select sum(bytes) from template_bytes", Long.class));
  }

  /** Otherwise nobody could get below a limit that was lowered. */
  @Test
  void whatBecomesSmallerIsPossibleAboveTheLimitOfAllTenants() {
    publish(OWN, "x".repeat(3_000));
    save(OWN, "x".repeat(2_000));
    store =
        new TemplateStore(
            database.dataSource(), () -> NOW, new TemplateStore.Limits(9, 99, 9_000, 1_000));

    assertThat(
            store.saveDraft(
                OWN,
                TYPE,
                Map.of("eventType", TYPE, "text", "short"),
                DraftCondition.ANY_DRAFT,
                LAN))
        .isInstanceOf(TemplateStore.SaveResult.Saved.class);
  }

  /** A program of the release before has changed templates, and did not count them. */
  @Test
  void whatBecomesSmallerIsPossibleAlsoIfTheCountWasTooLow() {
    publish(OWN, "x".repeat(3_000));
    save(OWN, "x".repeat(2_000));
    jdbc.update("update template_bytes set bytes = 1");
    store =
        new TemplateStore(
            database.dataSource(), () -> NOW, new TemplateStore.Limits(9, 99, 3_500, 1_000));

    save(OWN, "x".repeat(1_000));

    assertThat(stored()).isEqualTo(queries.bytes("son-la")).isGreaterThan(3_500);
    assertThat(
            store.saveDraft(
                OWN,
                TYPE,
                Map.of("eventType", TYPE, "text", "x".repeat(1_500)),
                DraftCondition.ANY_DRAFT,
                LAN))
        .isEqualTo(new TemplateStore.SaveResult.Rejected(TransitionError.LIMIT_REACHED));
  }

  @Test
  void allTenantsAreCountedAgain() {
    publish(OWN, "x".repeat(3_000));
    save(OWN.ofTenant("hue"), "x".repeat(2_000));
    publish(NATIONAL, "x");
    long counted = stored();
    jdbc.update("delete from template_bytes where tenant = 'hue'");
    jdbc.update("update template_bytes set bytes = 1");
    jdbc.update("insert into template_bytes values ('none', 4711)");

    TemplateBytesCount count = new TemplateBytesCount(database.dataSource());
    List<String> pages = new ArrayList<>();
    String tenant = count.next("", 2);
    while (tenant != null) {
      pages.add(tenant);
      tenant = count.next(tenant, 2);
    }

    assertThat(pages).containsExactly("none");
    assertThat(stored()).isEqualTo(counted);
    assertThat(jdbc.queryForList("select tenant from template_bytes order by 1", String.class))
        .containsExactly("hue", "none", "son-la");
  }

  @Test
  void anOldVersionThatComesBackCounts() {
    store =
        new TemplateStore(
            database.dataSource(), () -> NOW, new TemplateStore.Limits(9, 99, 6_000, ANY));
    publish(OWN, "x".repeat(3_000));
    for (int i = 0; i < TemplateQueries.KEPT_VERSIONS; i++) {
      publish(OWN, "small");
    }
    TemplateName second = new TemplateName("son-la", "second");
    publish(second, "x".repeat(3_000));

    assertThat(
            store.act(new TransitionRequest(OWN, 1, TemplateAction.ROLL_BACK, null, MINH), _ -> {}))
        .isEqualTo(new TransitionResult.Rejected(TransitionError.LIMIT_REACHED));
    assertThat(queries.version(OWN, 1).orElseThrow().state()).isEqualTo(TemplateState.REPLACED);
    act(second, 1, TemplateAction.RETIRE);
    act(OWN, 1, TemplateAction.ROLL_BACK);
  }

  private void act(TemplateName template, int version, TemplateAction action) {
    assertThat(store.act(new TransitionRequest(template, version, action, null, MINH), _ -> {}))
        .as(template + " " + action)
        .isInstanceOf(TransitionResult.Done.class);
  }

  /** The program of the release before knows no tenants; its rows are those of the national one. */
  @Test
  void rowsOfTheReleaseBeforeBelongToTheNationalTenant() {
    jdbc.update(
        """
        insert into templates (id, event_type, published_version, published_since, revision, last_version)
        values ('card-expiring', 'card.expiring', null, now(), 1, 1)
        on conflict (id) do update set last_version = templates.last_version + 1
        """);

    assertThat(queries.readable("default", "", 9)).containsExactly(NATIONAL);
  }

  @Test
  void theDatabaseRejectsFullNamesThatAreNone() {
    for (String id : List.of("a/b/c", "/a", "a/", "default/a")) {
      assertThatThrownBy(() ->
              jdbc.update(
                  "insert into templates (id, event_type, published_since, revision, last_version)"
                      + " values (?, 't', now(), 1, 1)",
                  id))
          .as(id)
          .isInstanceOf(DataIntegrityViolationException.class);
    }
  }

  private int publish(TemplateName template, String text) {
    return publish(template, text, TYPE);
  }

  private int publish(TemplateName template, String text, String eventType) {
    save(template, text, eventType);
    int version = submitted(template);
    act(template, version, TemplateAction.APPROVE);
    act(template, version, TemplateAction.PUBLISH);
    return version;
  }

  private int submitted(TemplateName template) {
    return ((TransitionResult.Done) store.submit(template, DraftCondition.ANY_DRAFT, LAN))
        .version()
        .version();
  }

  private void save(TemplateName template, String text) {
    save(template, text, TYPE);
  }

  private void save(TemplateName template, String text, String eventType) {
    assertThat(
            store.saveDraft(
                template,
                eventType,
                Map.of("id", template.id(), "eventType", eventType, "text", text),
                DraftCondition.revision(
                    queries.draft(template).map(TemplateDraft::revision).orElse(0)),
                LAN))
        .isInstanceOf(TemplateStore.SaveResult.Saved.class);
  }
}
