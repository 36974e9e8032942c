package dev.notifier.store.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.templates.TemplateStore.TransitionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  private static Database database;
  private static JdbcTemplate jdbc;

  private TemplateQueries queries;
  private TemplateStore store;

  @BeforeAll
  static void start() {
    database = MigratedDatabase.open(MigratedDatabase.newUrl());
    jdbc = new JdbcTemplate(database.dataSource());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    queries = new TemplateQueries(database.dataSource());
    store = new TemplateStore(database.dataSource(), () -> NOW, new TemplateStore.Limits(2, 20));
    jdbc.execute(
        "truncate templates, template_versions, template_drafts, template_audit,"
            + " template_registrations");
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
    save(template, text);
    int version =
        ((TransitionResult.Done) store.submit(template, DraftCondition.ANY_DRAFT, LAN))
            .version()
            .version();
    for (TemplateAction action : List.of(TemplateAction.APPROVE, TemplateAction.PUBLISH)) {
      assertThat(store.act(new TransitionRequest(template, version, action, null, MINH), _ -> {}))
          .isInstanceOf(TransitionResult.Done.class);
    }
    return version;
  }

  private void save(TemplateName template, String text) {
    assertThat(
            store.saveDraft(
                template,
                TYPE,
                Map.of("id", template.id(), "eventType", TYPE, "text", text),
                DraftCondition.revision(
                    queries.draft(template).map(TemplateDraft::revision).orElse(0)),
                LAN))
        .isInstanceOf(TemplateStore.SaveResult.Saved.class);
  }
}
