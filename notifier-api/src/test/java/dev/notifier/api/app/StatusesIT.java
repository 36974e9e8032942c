package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.statuses.Statuses;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The feed of states over HTTP, with two instances and two tenants in one partition. */
class StatusesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PATH = "/v1/statuses";
  private static final String NATIONAL = "default";
  private static final String OTHER = Statuses.neighbour(NATIONAL);
  private static final String OTHER_KEY = "key-of-the-neighbour-with-32-characters-1";

  private static TestKafka kafka;
  private static Database database;
  private static JdbcTemplate jdbc;
  private static RunningApi api;
  private static RunningApi second;
  private static OperatorClient national;
  private static OperatorClient other;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.fresh();
    kafka.createTopic(Topics.STATUSES, Topics.STATUS_PARTITIONS, Map.of());
    String url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 2, Duration.ofSeconds(30)));
    jdbc = new JdbcTemplate(database.dataSource());
    api = startApi(url);
    second = startApi(url);
    national = new OperatorClient(api, RunningApi.KEY);
    other = new OperatorClient(api, OTHER_KEY);
  }

  private static RunningApi startApi(String url) {
    return RunningApi.start(
        kafka.bootstrapServers(),
        url,
        "--notifier.operators.other.key=" + OTHER_KEY,
        "--notifier.operators.other.tenant=" + OTHER);
  }

  @AfterAll
  static void stop() {
    second.close();
    api.close();
    database.close();
    kafka.close();
  }

  /** Each test begins with an empty feed. */
  @BeforeEach
  void deleteAll() throws Exception {
    kafka
        .admin()
        .deleteRecords(
            Map.of(
                new TopicPartition(Topics.STATUSES, Statuses.partition(NATIONAL)),
                RecordsToDelete.beforeOffset(-1)))
        .all()
        .get();
  }

  private static List<String> events(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    return StreamSupport.stream(reply.json().spliterator(), false)
        .map(each -> each.path("data").path("eventId").asString(""))
        .toList();
  }

  private static List<String> names(int first, int end) {
    return IntStream.range(first, end).mapToObj(i -> "e-" + i).toList();
  }

  /** The address of the next page. */
  private static String next(Reply reply) {
    return reply.header("Link").replaceFirst("<(.*)>; rel=\"next\"", "$1");
  }

  private static String lastId(Reply reply) {
    return reply.json().path(reply.json().size() - 1).path("id").asString("");
  }

  @Test
  void aCompletedGroupHasAPlaceInTheFeed() throws Exception {
    CompletedGroup group =
        new CompletedGroup(
            "run-1",
            "Run",
            2,
            Instant.parse("2026-12-01T01:00:00Z"),
            List.of(
                new Count(NotificationState.DELIVERED, null, 1, 1),
                new Count(NotificationState.PLANNED, null, 1, 1)));
    kafka.send(
        List.of(
            Statuses.record(NATIONAL, 0, 1),
            new ProducerRecord<>(
                Topics.STATUSES,
                NATIONAL.getBytes(StandardCharsets.UTF_8),
                RecordFormats.STATUSES.encode(StatusRecord.of(NATIONAL, group))),
            Statuses.record(NATIONAL, 1, 1)));

    Reply all = national.get(PATH + "?include=personal");

    JsonNode event = all.json().path(1);
    assertThat(event.path("type").asString()).isEqualTo("notification.group.completed.v1");
    assertThat(event.path("subject").asString()).isEqualTo("run-1");
    assertThat(event.at("/data/accepted").asInt()).isEqualTo(2);
    assertThat(event.at("/data/ended").asInt()).isEqualTo(1);
    String place = event.path("id").asString();
    assertThat(events(national.get(PATH + "?lastEventId=" + place))).containsExactly("e-1");
    assertThat(other.get(PATH).json().toString()).doesNotContain("run-1");
  }

  @Test
  void aReaderFollowsTheFeedOnAnyInstance() throws Exception {
    kafka.send(List.of(Statuses.record(NATIONAL, 0, 500), Statuses.record(OTHER, 9_000, 500)));
    kafka.send(List.of(Statuses.record(NATIONAL, 500, 500), Statuses.record(NATIONAL, 1_000, 7)));

    Reply first = national.get(PATH);
    assertThat(first.header("Content-Type")).startsWith(RunningApi.BATCH);
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");
    assertThat(events(first)).isEqualTo(names(0, 1_000));
    OperatorClient elsewhere = new OperatorClient(second, RunningApi.KEY);
    assertThat(events(elsewhere.get(next(first)))).isEqualTo(names(1_000, 1_007));
    // It has stored less than it got.
    String id = first.json().path(699).path("id").asString("");
    Reply again = elsewhere.get(PATH + "?lastEventId=" + id);
    assertThat(events(again)).isEqualTo(names(700, 1_007));
    Reply empty = national.get(PATH + "?lastEventId=" + lastId(again));
    assertThat(events(empty)).isEmpty();
    kafka.send(List.of(Statuses.record(NATIONAL, 1_007, 1)));
    assertThat(events(national.get(next(empty)))).isEqualTo(names(1_007, 1_008));

    JsonNode event = first.json().path(0);
    assertThat(event.path("source").asString("")).isEqualTo("/notifier/default");
    assertThat(event.path("type").asString("")).isEqualTo("notification.delivered.v1");
    assertThat(event.path("data").path("group").asString("")).isEqualTo("run-1");
    assertThat(event.path("data").path("template").path("version").asInt()).isEqualTo(2);
    assertThat(event.path("data").has("phone")).isFalse();
  }

  @Test
  void aTenantSeesNothingOfAnotherOneInItsPartition() throws Exception {
    kafka.send(List.of(Statuses.record(NATIONAL, 0, 3), Statuses.record(OTHER, 10, 2)));
    assertThat(events(national.get(PATH))).isEqualTo(names(0, 3));
    Reply own = other.get(PATH);
    assertThat(events(own)).isEqualTo(names(10, 12));

    // An id of another tenant, and one that was changed.
    String id = lastId(own);
    String changed = (id.charAt(0) == 'A' ? 'B' : 'A') + id.substring(1);
    for (Reply refused :
        List.of(
            national.get(PATH + "?lastEventId=" + id),
            other.get(PATH + "?lastEventId=" + changed),
            other.get(PATH + "?lastEventId="))) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo("invalid-feed-position");
    }
  }

  @Test
  void aWaitingReaderGetsAChangeWithinASecond() throws Exception {
    String start = next(national.get(PATH + "?from=now"));
    List<CompletableFuture<Reply>> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(CompletableFuture.supplyAsync(() -> national.get(start + "&timeout=30")));
      waiting.add(
          CompletableFuture.supplyAsync(
              () -> new OperatorClient(second, RunningApi.KEY).get(start + "&timeout=30")));
    }
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> api.requestsInProgress() == 5 && second.requestsInProgress() == 5);
    long before = System.nanoTime();
    kafka.send(List.of(Statuses.record(OTHER, 1, 1), Statuses.record(NATIONAL, 5, 1)));
    for (CompletableFuture<Reply> each : waiting) {
      assertThat(events(each.get(60, TimeUnit.SECONDS))).isEqualTo(names(5, 6));
    }
    System.out.printf(
        "StatusesIT: 10 readers got a change after %d ms%n",
        Duration.ofNanos(System.nanoTime() - before).toMillis());
  }

  @Test
  void tooManyReadersOfAKeyAreRefused() {
    String now = PATH + "?from=now&timeout=4";
    List<CompletableFuture<Reply>> waiting =
        IntStream.range(0, 8)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> national.get(now)))
            .toList();
    Awaitility.await().atMost(LIMIT).until(() -> api.requestsInProgress() >= 8 || isDone(waiting));
    if (!isDone(waiting)) {
      Reply refused = national.get(PATH);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("too-many-feed-readers");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(events(other.get(PATH))).isEmpty();
    }
    waiting.forEach(each -> assertThat(events(each.join())).isEmpty());
    assertThat(events(national.get(PATH))).isEmpty();
  }

  private static boolean isDone(List<CompletableFuture<Reply>> waiting) {
    return waiting.stream().anyMatch(CompletableFuture::isDone);
  }

  @Test
  void whatIsNotKeptIsGone() throws Exception {
    kafka.send(List.of(Statuses.record(NATIONAL, 0, 3), Statuses.record(NATIONAL, 3, 3)));
    Reply all = national.get(PATH);
    String id = all.json().path(0).path("id").asString("");
    deleteAll();
    Reply gone = national.get(PATH + "?lastEventId=" + id);
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.code()).isEqualTo("feed-position-expired");
    assertThat(gone.json().path("detail").asString(""))
        .contains("POST /v1/notifications/search", "changedSince", "from=now");
    assertThat(events(national.get(next(all)))).isEmpty();
  }

  @Test
  void parametersThatAreWrongAreNamed() {
    for (String query :
        List.of(
            "timeout=31",
            "timeout=-1",
            "timeout=x",
            "from=yesterday",
            "include=all",
            "lastEventId=x&from=now",
            "lastEventID=x")) {
      Reply refused = national.get(PATH + "?" + query);
      assertThat(refused.status()).as(query).isEqualTo(400);
      assertThat(refused.code()).as(query).isEqualTo("invalid-parameter");
    }
  }

  @Test
  void personalDataIsForThoseWhoMaySeeItAndErasedAtOnce() throws Exception {
    UUID id = notification("SERVICE", "BHXHVN: the text");
    UUID secret = notification("OTP", "Code 4711");
    UUID unknown = UUID.randomUUID();
    kafka.send(
        List.of(
            Statuses.record(NATIONAL, Statuses.change(id, "a")),
            Statuses.record(NATIONAL, Statuses.change(secret, "b")),
            Statuses.record(NATIONAL, Statuses.change(unknown, "c"))));

    assertThat(national.get(PATH).response().body()).doesNotContain("91234567", "the text");
    Reply full = national.get(PATH + "?include=personal");
    assertThat(events(full)).containsExactly("a", "b", "c");
    assertThat(full.json().path(0).path("data").path("phone").asString(""))
        .isEqualTo("+84391234567");
    assertThat(full.json().path(0).path("data").path("text").asString(""))
        .isEqualTo("BHXHVN: the text");
    assertThat(full.json().path(1).path("data").path("text").asString("")).isEqualTo("•••");
    assertThat(full.response().body()).doesNotContain("4711");
    assertThat(full.json().path(2).path("data").has("phone")).isFalse();
    assertThat(next(full)).contains("include=personal");
    assertThat(national.get("/v1/audit?limit=100").json().path("entries").toString())
        .contains("getStatuses");

    jdbc.update("update notifications set phone = null, body = null where id = ?", id);
    JsonNode erased = national.get(PATH + "?include=personal").json().path(0).path("data");
    assertThat(erased.has("phone") || erased.has("text")).isFalse();

    Reply made =
        national.post(
            "/v1/keys",
            "{\"name\":\"masked\",\"owner\":\"o\",\"scopes\":[\"notifications:read\"]}");
    String key = made.json().path("key").asString("");
    OperatorClient masked = new OperatorClient(api, key);
    Awaitility.await().atMost(LIMIT).until(() -> masked.get(PATH).status() == 200);
    assertThat(masked.get(PATH + "?include=personal").code()).isEqualTo("missing-scope");
  }

  private static UUID notification(String category, String text) {
    return jdbc.queryForObject(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, encoding, segments, body, state, route,
          accepted_at, planned_at)
        values (uuidv7(), 'default', '/tst', ?, 'card.expiring', 'normal', ?, '+84391234567',
          'card-expiring', 1, 'vi', 'GSM7', 1, ?, 'SUBMITTED', 'mobi', now(), now())
        returning id
        """,
        (row, _) -> row.getObject(1, UUID.class),
        text,
        category,
        text);
  }

  /** A key that is revoked while its reader waits gets nothing of what comes then. */
  @Test
  void aKeyThatIsRevokedMeanwhileGetsNothing() throws Exception {
    Reply made =
        national.post(
            "/v1/keys", "{\"name\":\"gone\",\"owner\":\"o\",\"scopes\":[\"notifications:read\"]}");
    OperatorClient reader = new OperatorClient(api, made.json().path("key").asString(""));
    Awaitility.await().atMost(LIMIT).until(() -> reader.get(PATH).status() == 200);
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> reader.get(PATH + "?from=now&timeout=30"));
    Awaitility.await().atMost(LIMIT).until(() -> api.requestsInProgress() > 0);
    String path = "/v1/keys/" + made.json().path("id").asString("") + "/revoke";
    assertThat(national.post(path, "{}").status()).isEqualTo(200);
    Awaitility.await().atMost(LIMIT).until(() -> reader.get(PATH).status() == 401);
    kafka.send(List.of(Statuses.record(NATIONAL, 5, 1)));
    assertThat(waiting.get(60, TimeUnit.SECONDS).status()).isEqualTo(401);
  }

  @Test
  void acceptsTheMediaTypeOfTheFeed() {
    for (String accept : List.of(RunningApi.BATCH, "application/json", "*/*")) {
      assertThat(accepting(accept).status()).as(accept).isEqualTo(200);
    }
    assertThat(accepting("text/html").status()).isEqualTo(406);
  }

  private static Reply accepting(String type) {
    return api.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + PATH))
            .header("Authorization", "Bearer " + RunningApi.KEY)
            .header("Accept", type)
            .build());
  }
}
