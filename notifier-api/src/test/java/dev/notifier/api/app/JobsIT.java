package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.store.jobs.JobQueue;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.jobs.NewJob;
import dev.notifier.store.routes.RouteStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Jobs are shown without what they are about, and cancelled. */
class JobsIT {
  private static final String PHONE = "+84912345678";

  private static ApiWithStore shared;
  private static RunningApi api;
  private static OperatorClient operator;
  private static JobStore store;
  private static JobQueue queue;

  @BeforeAll
  static void start() {
    shared = ApiWithStore.shared();
    api = shared.start();
    operator = new OperatorClient(api, RunningApi.KEY);
    store = new JobStore(shared.dataSource());
    queue = new JobQueue(shared.dataSource());
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  @BeforeEach
  void clear() {
    JdbcClient.create(shared.dataSource()).sql("delete from jobs").update();
  }

  @Test
  void whatWillBeErasedIsShown() {
    JdbcClient jdbc = JdbcClient.create(shared.dataSource());
    jdbc.sql(
            "insert into jobs (kind, periodic, note, created_by) values ('retention', true, 'next: 2027', 'x')")
        .update();

    Reply reply = operator.get("/v1/system");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.json().path("nextErasure").asString()).isEqualTo("next: 2027");
    JsonNode table = reply.json().path("tables").get(0);
    assertThat(table.path("name").asString()).isEqualTo("notifications");
    LocalDate first = LocalDate.parse(table.path("oldest").asString());
    assertThat(table.at("/next/0/firstDay").asString()).isEqualTo(first.toString());
    assertThat(Instant.parse(table.at("/next/0/erasedAfter").asString()))
        .isEqualTo(startOf(first.plusDays(731)));
    assertThat(reply.json().at("/retention/eventTypes/visit.recorded").asInt()).isEqualTo(30);
  }

  @Test
  void partitionsOfWhichAMessageWaitsAreCountedAndNotErased() {
    JsonNode before = operator.get("/v1/system").json().at("/tables/0");
    JdbcClient jdbc = JdbcClient.create(shared.dataSource());
    jdbc.sql(
            """
            insert into deferred (notification_id, due_at, release_at, tenant, lane, route, reason,
              record_value)
            values (lowest_id(:day), now(), now(), 'default', 'NORMAL', 'viettel', 'SEND_AFTER', 'v')
            """)
        .param("day", LocalDate.parse(before.path("oldest").asString()))
        .update();

    JsonNode after = operator.get("/v1/system").json().at("/tables/0");

    assertThat(before.at("/next/0/erasedAfter").isNull()).isFalse();
    assertThat(after.at("/next/0/erasedAfter").isNull()).isTrue();
    assertThat(after.path("oldest")).isEqualTo(before.path("oldest"));
    assertThat(after.path("partitions")).isEqualTo(before.path("partitions"));
    jdbc.sql("delete from deferred").update();
  }

  /** As long as a receipt can come, a type that is over is kept. */
  @Test
  void nothingIsErasedBeforeTheLastReceipt() {
    byte[] spec = "{\"noReceiptAfter\":\"PT720H\"}".getBytes(StandardCharsets.UTF_8);
    RouteConfig route = RecordJson.read(spec, RouteConfig.class).withLimits(1, 10, 50);
    new RouteStore(shared.dataSource(), Clock.systemUTC()).seed(Map.of("slow", route));
    JsonNode table = operator.get("/v1/system").json().at("/tables/0");
    LocalDate second = LocalDate.parse(table.at("/next/1/firstDay").asString());
    JdbcClient.create(shared.dataSource())
        .sql("insert into notification_days values (:day, '{visit.recorded}', 0, now())")
        .param("day", second)
        .update();

    JsonNode after = operator.get("/v1/system").json().at("/tables/0");

    assertThat(Instant.parse(after.at("/next/1/erasedAfter").asString()))
        .isEqualTo(startOf(second.plusDays(32)));
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static UUID add(String kind) {
    return store.add(new NewJob("default", kind, Map.of("phone", PHONE), 9L, "lan"));
  }

  private static LeasedJob take(String kind) {
    return queue.take(kind, "worker", Duration.ofMinutes(1)).orElseThrow();
  }

  private static List<String> ids(String query) {
    JsonNode page = api.get("/v1/jobs" + query).json();
    return page.path("jobs").valueStream().map(job -> job.path("id").asString()).toList();
  }

  @Test
  void aJobIsShownWithoutWhatItIsAbout() {
    UUID id = add("export");
    queue.proceed(take("export"), Map.of("phone", PHONE), new Progress(3, 9L), Duration.ZERO);
    queue.retry(take("export"), "PostgreSQL failed", Duration.ofHours(1));

    Reply reply = api.get("/v1/jobs/" + id);

    assertThat(reply.status()).isEqualTo(200);
    JsonNode job = reply.json();
    assertThat(job.path("kind").asString()).isEqualTo("export");
    assertThat(job.path("state").asString()).isEqualTo("waiting");
    assertThat(job.path("periodic").asBoolean()).isFalse();
    assertThat(job.path("done").asInt()).isEqualTo(3);
    assertThat(job.path("total").asInt()).isEqualTo(9);
    assertThat(job.path("attempts").asInt()).isEqualTo(1);
    assertThat(job.path("error").asString()).isEqualTo("PostgreSQL failed");
    assertThat(job.path("nextRunAt").isString()).isTrue();
    assertThat(job.path("endedAt").isNull()).isTrue();
    assertThat(reply.response().body()).doesNotContain("912345678", "worker", "lan");
  }

  @Test
  void jobsAreSelectedByStateAndKind() {
    String failed = add("import").toString();
    queue.fail(take("import"), "the file is gone");
    String open = add("import").toString();
    String other = add("export").toString();

    assertThat(ids("")).containsExactly(other, open, failed);
    assertThat(ids("?kind=import")).containsExactly(open, failed);
    assertThat(ids("?state=failed")).containsExactly(failed);
    assertThat(ids("?state=waiting&kind=import")).containsExactly(open);
    assertThat(ids("?state=cancelled")).isEmpty();
    assertThat(ids("?kind=unknown")).isEmpty();
  }

  @Test
  void aPageOfFewAmongManyNamesTheNextOne() {
    String wanted = add("rare").toString();
    JdbcClient.create(shared.dataSource())
        .sql(
            """
            insert into jobs (kind, created_by, state, ended_at)
            select 'common', 'lan', 'done', now() from generate_series(1, 10500)
            """)
        .update();

    JsonNode first = api.get("/v1/jobs?kind=rare").json();

    assertThat(first.path("jobs")).isEmpty();
    assertThat(ids("?kind=rare&after=" + first.path("next").asString())).containsExactly(wanted);
  }

  @Test
  void aJobIsCancelledOnce() {
    UUID id = add("import");
    LeasedJob job = take("import");

    Reply reply = operator.post("/v1/jobs/" + id + "/cancel", "");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.json().path("state").asString()).isEqualTo("cancelled");
    assertThat(reply.json().path("endedAt").isString()).isTrue();
    assertThat(queue.proceed(job, null, new Progress(4, 9L), Duration.ZERO)).isFalse();
    assertThat(operator.post("/v1/jobs/" + id + "/cancel", "").status()).isEqualTo(200);
  }

  @Test
  void whatIsDoneOrPeriodicIsNotCancelled() {
    UUID done = add("import");
    queue.finish(take("import"), new Progress(9, 9L), Duration.ZERO);
    queue.ensurePeriodic("ended-jobs");
    String periodic = ids("?kind=ended-jobs").getFirst();

    Reply ofDone = operator.post("/v1/jobs/" + done + "/cancel", "");
    Reply ofPeriodic = operator.post("/v1/jobs/" + periodic + "/cancel", "");

    assertThat(ofDone.status()).isEqualTo(409);
    assertThat(ofDone.code()).isEqualTo("job-done");
    assertThat(ofPeriodic.status()).isEqualTo(409);
    assertThat(ofPeriodic.code()).isEqualTo("job-periodic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0193807a-5f3c-7b21-9c44-1f0e8a6d2b57", "x", "1", "0193807a"})
  void anUnknownJobIsNotFound(String id) {
    assertThat(api.get("/v1/jobs/" + id).code()).isEqualTo("job-not-found");
    assertThat(operator.post("/v1/jobs/" + id + "/cancel", "").code()).isEqualTo("job-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state=", "state=FAILED", "state=x", "kind=", "kind=A", "kind=a%20b"})
  void anInvalidSelectionIsRejected(String query) {
    Reply reply = api.get("/v1/jobs?" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("invalid-parameter");
    assertThat(reply.json().path("detail").asString()).contains(" is invalid. Send ");
  }
}
