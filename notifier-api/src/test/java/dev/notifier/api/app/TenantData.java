package dev.notifier.api.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.Database;
import dev.notifier.store.routes.RouteStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Data of the national tenant, each with a word or an id that no other tenant may see. */
final class TenantData {
  /** In the texts, ids and sources of the data. */
  static final String MARKER = "unseen";

  static final String SOURCE = "/national/" + MARKER;
  static final String EVENT = MARKER + "-event";
  static final String PHONE = "+84391234567";
  static final String ROUTE = "mobi";

  /** A template with only a draft, and one with a version in review. */
  static final String DRAFT = "card-locked-" + MARKER;

  static final String PUBLISHED = "card-expiring";

  /** What a hotline said, by the hotline's id, which another tenant may use as well. */
  static final String ENTRY = "call-1";

  /** An entry of the knowledge base with a draft and a version in review. */
  static final String ENTRY_DRAFT = "entry-" + MARKER;

  static final String GROUP = "group-" + MARKER;

  static final String EFFECT = "effect-" + MARKER;

  /** A person of the directory. */
  static final String REFERENCE = MARKER + "-person";

  /** A user, and a session of the user. */
  static final String USER = "user-" + MARKER;

  static final UUID SESSION = new UUID(0x4000, 1L << 63);

  /** What no operation of another tenant may change. */
  private static final List<String> TABLES =
      List.of(
          "notifications where tenant = 'default'",
          "skipped_events",
          "deferred where tenant = 'default'",
          "plan_again_orders",
          "jobs where tenant is distinct from 'son-la' and not periodic",
          "cancellations where tenant = 'default'",
          "templates where id not like 'son-la/%'",
          "template_versions where template not like 'son-la/%'",
          "template_drafts where template not like 'son-la/%'",
          "template_audit where template not like 'son-la/%'",
          "template_registrations where template not like 'son-la/%'",
          "api_keys where tenant = 'default'",
          "notification_groups where tenant = 'default'",
          "recipients where tenant = 'default'",
          "effects where tenant = 'default'",
          "knowledge_entries where tenant = 'default'",
          "knowledge_versions where tenant = 'default'",
          "knowledge_questions where tenant = 'default'",
          "timeline_entries where tenant = 'default'",
          "timeline_links where tenant = 'default'",
          "exports where tenant = 'default'",
          "batches where tenant = 'default'",
          "conversations where tenant = 'default'",
          "conversation_entries",
          "users where tenant = 'default'",
          "webhooks where tenant = 'default'",
          "user_credentials where user_id in (select id from users where tenant = 'default')",
          "user_sessions",
          "tenants",
          "event_types",
          "event_type_versions",
          "routes");

  /** All of them in one statement, which PostgreSQL plans once. */
  private static final String DIGESTS =
      IntStream.range(0, TABLES.size())
          .mapToObj(i ->
              """
              select %d, coalesce(md5(string_agg(t::text, '|' order by t::text)), '')
              from (select * from %s) t
              """
                  .formatted(i, TABLES.get(i)))
          .collect(Collectors.joining("union all\n"));

  private final JdbcTemplate jdbc;
  private final UUID notification;
  private final UUID job;
  private final UUID systemJob;
  private final UUID cancellation;
  private final UUID export;
  private final UUID batch;
  private final UUID conversation;
  private String key = "";
  private String webhook = "";
  private String timelineLink = "";

  private TenantData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.notification = addUnconfirmed("default", EVENT);
    addSkipped("default", MARKER + "-skipped");
    this.job = job("default");
    this.systemJob = job(null);
    this.cancellation = newCancellation();
    this.export = newExport();
    this.batch = newBatch();
    addTimelineEntry();
    this.conversation =
        new InboxFixture(Objects.requireNonNull(jdbc.getDataSource()))
            .receive("default", PHONE, MARKER + " text");
    jdbc.update(
        """
        insert into notification_groups (tenant, name, created_at, changed)
        values ('default', ?, now(), false)
        """,
        GROUP);
    jdbc.update(
        """
        insert into effects (tenant, name, reminder, outcomes, days, same_subject, first_day,
          next_day, due_at, created_by)
        values ('default', ?, 'card.expiring', '{card.renewed}', 30, false, current_date,
          current_date, now(), 'x')
        """,
        EFFECT);
    jdbc.update(
        """
        insert into recipients (tenant, person_ref, numbers, changed_at)
        values ('default', ?, array[?::bigint], now())
        """,
        REFERENCE,
        Long.parseLong(PHONE.substring(1)));
  }

  /** Stores what the api does not make itself; called before it starts. */
  static TenantData store(Database database) {
    seedRoutes(database);
    return new TenantData(new JdbcTemplate(database.dataSource()));
  }

  UUID notification() {
    return notification;
  }

  /** The id of a stored key of the national tenant. */
  String key() {
    return key;
  }

  /** The id of a webhook of the national tenant. */
  String webhook() {
    return webhook;
  }

  /** The path of a link of the national tenant, valid for a minute. */
  String timelineLink() {
    return timelineLink;
  }

  UUID job() {
    return job;
  }

  UUID systemJob() {
    return systemJob;
  }

  UUID export() {
    return export;
  }

  UUID batch() {
    return batch;
  }

  UUID conversation() {
    return conversation;
  }

  UUID cancellation() {
    return cancellation;
  }

  private UUID newExport() {
    return id(
        """
        insert into exports (tenant, job, clear, created_by, done_at, expires_at)
        values ('default', ?, false, 'unseen', now(), now() + interval '1 day') returning id
        """,
        job);
  }

  private UUID newBatch() {
    return id(
        """
        insert into batches (tenant, name, event_type, file_kind, state, created_by)
        values ('default', 'unseen', 'card.expiring', 'csv', 'READY', 'lan') returning id
        """);
  }

  private void addTimelineEntry() {
    jdbc.update(
        """
        insert into timeline_entries (id, tenant, phone, channel, entry_id, note, at, recorded_by)
        values (uuidv7(), 'default', ?, 'hotline', ?, 'unseen note', now(), 'lan')
        """,
        PHONE,
        ENTRY);
  }

  private UUID newCancellation() {
    return id(
        """
        insert into cancellations (tenant, made_at, keep_until, made_by, reason, filter)
        values ('default', now(), now(), 'lan', ?, '{"source": "/none"}') returning id
        """,
        MARKER);
  }

  /** Adds a notification that is unconfirmed on the route. */
  UUID addUnconfirmed(String tenant, String event) {
    return notification(tenant, "UNCONFIRMED", "unconfirmed_segments", event);
  }

  /** Adds a notification that was skipped, with its event. */
  void addSkipped(String tenant, String event) {
    UUID skipped = notification(tenant, "SKIPPED", "attempt", event);
    jdbc.update(
        """
        insert into skipped_events
          (notification_id, type, reason, lane, record_key, record_value)
        values (?, 'card.expiring', 'NO_TEMPLATE', 'NORMAL', 'k', 'v')
        """,
        skipped);
  }

  /** Texts that no response to another tenant may have. */
  List<String> hidden() {
    return List.of(
        MARKER,
        notification.toString(),
        job.toString(),
        systemJob.toString(),
        cancellation.toString());
  }

  /** A digest of each table without the rows of other tenants. */
  Map<String, String> digests() {
    Map<String, String> digests = new LinkedHashMap<>();
    jdbc.query(
        DIGESTS,
        row -> {
          digests.put(TABLES.get(row.getInt(1)), row.getString(2));
        });
    return digests;
  }

  /** Makes a draft, a version in review and a registration. */
  void author(OperatorClient editor) {
    key = addKey(editor);
    addUser(editor);
    webhook = addWebhook(editor);
    timelineLink = addTimelineLink(editor);
    String template = template(editor.get("/v1/templates/" + PUBLISHED + "/versions/1"));
    String other = template.replace("\"" + PUBLISHED + "\"", "\"" + DRAFT + "\"");
    require(editor.put("/v1/templates/" + DRAFT + "/draft", other));
    require(editor.put("/v1/templates/" + PUBLISHED + "/draft", template));
    require(editor.post("/v1/templates/" + PUBLISHED + "/draft/submit", "{}"));
    require(editor.put("/v1/templates/" + PUBLISHED + "/draft", template));
    require(
        editor.put(
            "/v1/templates/" + PUBLISHED + "/registrations/" + ROUTE,
            "{\"registeredId\":\"" + MARKER + "\",\"status\":\"approved\"}"));
    String draft = "/v1/knowledge/" + ENTRY_DRAFT + "/draft";
    String entry = TenantKnowledgeCalls.ENTRY.formatted(MARKER, MARKER + " question");
    require(editor.put(draft, entry));
    require(editor.post(draft + "/submit", "{}"));
    require(editor.put(draft, entry));
  }

  /** Makes a key of the national tenant, and registers the other tenant. */
  private static String addKey(OperatorClient editor) {
    assertThat(editor.put("/v1/tenants/son-la", "{\"title\":\"Sơn La\"}").status()).isEqualTo(201);
    Reply made =
        editor.post(
            "/v1/keys",
            "{\"name\":\"" + MARKER + "\",\"owner\":\"o\",\"scopes\":[\"events:write\"]}");
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    return made.json().path("id").asString("");
  }

  private static String addTimelineLink(OperatorClient editor) {
    Reply made =
        editor.post(
            "/v1/people/timeline/links", "{\"phone\":\"" + PHONE + "\",\"purpose\":\"question\"}");
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    return made.json().path("path").asString("");
  }

  private static String addWebhook(OperatorClient editor) {
    Reply made =
        editor.post(
            "/v1/webhooks", "{\"name\":\"" + MARKER + "\",\"url\":\"https://portal.example\"}");
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    return made.json().path("id").asString("");
  }

  /** Makes a user of the national tenant, with a session. */
  private void addUser(OperatorClient editor) {
    Reply made =
        editor.post(
            "/v1/users", "{\"name\":\"" + USER + "\",\"fullName\":\"o\",\"roles\":[\"viewer\"]}");
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    jdbc.update(
        """
        insert into user_sessions (id, user_id, token_hash, created_at, last_used_at, expires_at,
          network, program)
        select ?, id, '', now(), now(), now() + interval '1 hour', 'unseen', 'unseen'
        from users where name = ?
        """,
        SESSION,
        USER);
  }

  private static String template(Reply reply) {
    require(reply);
    return reply.json().path("template").toString().replaceFirst("BHXHVN: ", "BHXHVN: unseen ");
  }

  private static void require(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
  }

  private UUID notification(String tenant, String state, String column, String event) {
    return id(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, encoding, segments, body, state, route,
          accepted_at, planned_at, %s)
        values (uuidv7(), ?, ?, ?, 'card.expiring', 'normal', 'SERVICE', ?,
          ?, 1, 'vi', 'GSM7', 1, 'unseen text', ?, ?, now() - interval '1 minute',
          now() - interval '1 minute', 1)
        returning id
        """
            .formatted(column),
        tenant,
        SOURCE,
        event,
        PHONE,
        new TemplateName(tenant, PUBLISHED).fullName(),
        state,
        ROUTE);
  }

  private UUID job(@Nullable String tenant) {
    return id(
        "insert into jobs (tenant, kind, created_by) values (?, 'unseen', 'lan') returning id",
        tenant);
  }

  private static void seedRoutes(Database database) {
    String spec =
        """
        {"host":"smsc.example","port":2775,"systemId":"notifier","password":"hidden","sessions":1,
         "maxSessions":4,"window":10,"rate":50}\
        """;
    RouteConfig route = RecordJson.read(spec.getBytes(StandardCharsets.UTF_8), RouteConfig.class);
    new RouteStore(database.dataSource(), Clock.systemUTC()).seed(Map.of(ROUTE, route));
  }

  private UUID id(String sql, @Nullable Object... values) {
    return requireNonNull(
        jdbc.queryForObject(sql, (row, _) -> row.getObject(1, UUID.class), values));
  }
}
