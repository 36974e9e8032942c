package dev.notifier.store.templates;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.springframework.jdbc.core.JdbcTemplate;

/** Templates by the states of their versions. */
class TemplateStateListIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final TemplateName NATIONAL = TemplateName.national("card-expiring");
  private static final AuditInfo LAN = new AuditInfo("lan", "");
  private static final AuditInfo MINH = new AuditInfo("minh", "");

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
        new TemplateStore(
            database.dataSource(), () -> NOW, new TemplateStore.Limits(99, 99, Long.MAX_VALUE));
    jdbc.execute(
        "truncate templates, template_versions, template_drafts, template_audit,"
            + " template_registrations, template_bytes");
  }

  @Test
  void eachTenantHasThoseInAState() {
    TemplateName own = NATIONAL.ofTenant("son-la");
    TemplateName second = new TemplateName("son-la", "visit-recorded");
    submit(NATIONAL);
    submit(own);
    submit(own);
    submit(second);
    approve(second, 1);
    save(own);

    assertThat(inState("default", TemplateState.IN_REVIEW)).containsExactly(NATIONAL);
    assertThat(inState("son-la", TemplateState.IN_REVIEW)).containsExactly(own);
    assertThat(inState("son-la", TemplateState.APPROVED)).containsExactly(second);
    assertThat(inState("son-la", TemplateState.DRAFT)).containsExactly(own);
    assertThat(inState("son-la", TemplateState.PUBLISHED)).isEmpty();
    assertThat(inState("lao-cai", TemplateState.IN_REVIEW)).isEmpty();
  }

  @Test
  void pagesTogetherAreTheList() {
    for (String id : List.of("a", "b", "c", "d")) {
      submit(new TemplateName("son-la", id));
      submit(new TemplateName("son-la", id));
    }

    List<TemplateName> first = queries.inState("son-la", TemplateState.IN_REVIEW, "", 2);

    assertThat(first).extracting(TemplateName::id).containsExactly("a", "b");
    assertThat(queries.inState("son-la", TemplateState.IN_REVIEW, "b", 9))
        .extracting(TemplateName::id)
        .containsExactly("c", "d");
    assertThat(queries.inState("son-la", TemplateState.IN_REVIEW, "d", 9)).isEmpty();
  }

  /** A template with any number of replaced versions is found with one step. */
  @Test
  void aPageReadsTheIndexOncePerTemplate() {
    jdbc.execute(
        """
        insert into templates (id, event_type, published_since, revision, last_version)
        select 'hue/' || t, 'card.expiring', now(), 1, 1000 from generate_series(1, 20) t
        """);
    jdbc.execute(
        """
        insert into template_versions (template, version, state, source, authors, submitted_by, submitted_at)
        select 'hue/' || t, v, 'REPLACED', '{}', '{}', 'lan', now()
        from generate_series(1, 20) t, generate_series(1, 1000) v
        """);
    jdbc.execute("analyze template_versions");

    String plan =
        String.join(
            "\n",
            jdbc.queryForList(
                "explain (analyze, timing off, costs off) "
                    + TemplateQueries.IN_STATE
                        .replace(":tenant", "'hue'")
                        .replace(":state", "'REPLACED'")
                        .replace(":after", "''")
                        .replace(":limit", "5"),
                String.class));

    assertThat(plan).contains("template_versions_by_state").doesNotContain("Seq Scan", "Sort");
    assertThat(plan).doesNotContainPattern("rows=[0-9]{2,}");
  }

  private List<TemplateName> inState(String tenant, TemplateState state) {
    return queries.inState(tenant, state, "", 9);
  }

  private void save(TemplateName name) {
    assertThat(
            store.saveDraft(
                name,
                "card.expiring",
                Map.of("eventType", "card.expiring"),
                DraftCondition.NO_DRAFT,
                LAN))
        .isInstanceOf(TemplateStore.SaveResult.Saved.class);
  }

  private void submit(TemplateName name) {
    save(name);
    assertThat(store.submit(name, DraftCondition.ANY_DRAFT, LAN))
        .isInstanceOf(TransitionResult.Done.class);
  }

  private void approve(TemplateName name, int version) {
    assertThat(
            store.act(
                new TransitionRequest(name, version, TemplateAction.APPROVE, null, MINH), _ -> {}))
        .isInstanceOf(TransitionResult.Done.class);
  }
}
