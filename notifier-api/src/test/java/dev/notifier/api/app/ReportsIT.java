package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.store.routes.RouteStore;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports as JSON and CSV. */
class ReportsIT {
  private static final String OTHER = "key-of-another-tenant-of-this-test-00001";

  private static ApiWithStore store;
  private static RunningApi api;
  private static String range = "";

  @BeforeAll
  static void start() {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    range = "from=%s&to=%s".formatted(hour, hour.plusSeconds(3_600));
    store = ApiWithStore.shared();
    String spec =
        """
        {"sessions":1,"maxSessions":4,"window":10,"rate":50,"prices":[
          {"validFrom":"2026-01-01","perSegment":300},
          {"category":"OTP","validFrom":"2026-01-01","perSegment":350.25}]}\
        """;
    RouteConfig route = RecordJson.read(spec.getBytes(StandardCharsets.UTF_8), RouteConfig.class);
    new RouteStore(store.dataSource(), Clock.systemUTC()).seed(Map.of("viettel", route));
    api =
        store.start(
            "--notifier.operators.other.key=" + OTHER, "--notifier.operators.other.tenant=other");
    notifications(hour);
    segments();
  }

  private static void notifications(Instant hour) {
    JdbcClient.create(store.dataSource())
        .sql(
            CounterDeltas.countInserted(
                """
                insert into notifications (id, tenant, source, event_id, type, lane, route,
                  template_id, segments, state, reason, accepted_at, planned_at)
                select uuidv7(:hour::timestamptz - now()), tenant, '/s', n::text, type, 'NORMAL',
                  route, template, segments, state, reason, now(), now()
                from (values
                  (1, 'default', 'card.expiring', 'viettel', 'card-expiring', 2, 'DELIVERED', null),
                  (2, 'default', 'card.expiring', 'vina', 'card-expiring', 1, 'DELIVERED', null),
                  (3, 'default', 'visit.reminder', null, '=cmd()', 0, 'SKIPPED', 'NO_TEMPLATE'),
                  (4, 'other', 'card.expiring', 'viettel', 'card-expiring', 1, 'DELIVERED', null))
                  as v (n, tenant, type, route, template, segments, state, reason)
                """))
        .param("hour", hour.plusSeconds(60).toString())
        .update();
  }

  private static void segments() {
    JdbcClient.create(store.dataSource())
        .sql(
            """
            insert into sent_segments
              (hour, tenant, route, sender, category, type, template, segments)
            values
              ('2026-11-30 17:00Z', 'default', 'viettel', '', 'OTP', 'a.b', 'x', 2),
              ('2026-12-31 16:00Z', 'default', 'viettel', '', 'OTP', 'a.b', 'x', 1),
              ('2026-12-10 01:00Z', 'default', 'viettel', '', 'SERVICE', 'c.d', 'y', 10),
              ('2026-12-10 01:00Z', 'default', 'vina', '', 'SERVICE', 'c.d', 'y', 5),
              ('2026-12-31 17:00Z', 'default', 'viettel', '', 'OTP', 'a.b', 'x', 1000),
              ('2026-12-10 01:00Z', 'other', 'viettel', '', 'OTP', 'a.b', 'x', 100)
            """)
        .update();
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static List<String> rows(String parameters) {
    Reply reply = api.get("/v1/reports/messages?" + range + parameters);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply
        .json()
        .path("rows")
        .valueStream()
        .map(row ->
            "%s %s %s %d %d"
                .formatted(
                    row.path("route").asString("-"),
                    row.path("state").asString("-"),
                    row.path("reason").asString("-"),
                    row.path("number").asLong(),
                    row.path("segments").asLong()))
        .toList();
  }

  @Test
  void messagesAreCountedByWhatTheCallerWants() {
    assertThat(rows("")).containsExactly("- DELIVERED - 2 3", "- SKIPPED - 1 0");
    assertThat(rows("&groupBy=")).containsExactly("- - - 3 3");
    assertThat(rows("&groupBy=route,reason&interval=month"))
        .containsExactly(" - NO_TEMPLATE 1 0", "viettel -  1 2", "vina -  1 1");
    assertThat(rows("&groupBy=state&route=vina&interval=hour"))
        .containsExactly("- DELIVERED - 1 1");
    assertThat(rows("&groupBy=state&reason=NO_TEMPLATE")).containsExactly("- SKIPPED - 1 0");
    assertThat(rows("&groupBy=state&route=")).containsExactly("- SKIPPED - 1 0");
  }

  @Test
  void aTenantGetsItsOwnMessagesOnly() {
    OperatorClient other = new OperatorClient(api, OTHER);
    Reply messages = other.get("/v1/reports/messages?groupBy=route,state&" + range);
    assertThat(messages.json().path("tenant").asString()).isEqualTo("other");
    assertThat(messages.json().path("rows")).hasSize(1);
    assertThat(messages.json().path("rows").path(0).path("number").asInt()).isEqualTo(1);
    Reply bill = other.get("/v1/reports/bill?month=2026-12");
    assertThat(bill.json().path("segments").asInt()).isEqualTo(100);
  }

  @Test
  void aReportIsCsvWithoutFormulas() {
    for (String accept : List.of("text/csv", "*/*", "text/html, text/*;q=0.5")) {
      Reply reply = csv("/v1/reports/messages?format=csv&groupBy=template,state&" + range, accept);
      assertThat(reply.status()).as(accept).isEqualTo(200);
      assertThat(reply.header("Content-Type")).startsWith("text/csv");
      assertThat(reply.header("Content-Disposition")).contains("attachment");
      assertThat(reply.response().body().lines().map(line -> line.replaceAll("^[^,]*T[^,]*", "T")))
          .containsExactly(
              "time,tenant,template,state,number,segments",
              "T,default,'=cmd(),SKIPPED,1,0",
              "T,default,card-expiring,DELIVERED,2,3");
    }
    assertThat(csv("/v1/reports/messages?" + range, "text/csv").status()).isEqualTo(406);
    assertThat(csv("/v1/reports/messages?format=csv&" + range, "application/json").status())
        .isEqualTo(406);
  }

  private static Reply csv(String path, String accept) {
    return api.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Authorization", "Bearer " + RunningApi.KEY)
            .header("Accept", accept)
            .build());
  }

  /** A month of Vietnam; the segments of vina have no price. */
  @Test
  void aBillHasTheCostOfTheSegmentsOfAMonth() {
    Reply reply = api.get("/v1/reports/bill?month=2026-12");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.json().path("segments").asInt()).isEqualTo(18);
    assertThat(reply.json().path("amount").asInt()).as("rounded once").isEqualTo(4051);
    assertThat(reply.json().path("unpricedSegments").asInt()).isEqualTo(5);
    assertThat(
            csv("/v1/reports/bill?format=csv&month=2026-12&groupBy=route,category,day", "*/*")
                .response()
                .body()
                .lines())
        .containsExactly(
            "month,tenant,route,category,day,segments,amount,unpricedSegments",
            "2026-12,default,viettel,OTP,2026-12-01,2,701,0",
            "2026-12,default,viettel,OTP,2026-12-31,1,350,0",
            "2026-12,default,viettel,SERVICE,2026-12-10,10,3000,0",
            "2026-12,default,vina,SERVICE,2026-12-10,5,0,5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "messages?to=2026-12-02T00:00:00Z | from is missing or invalid",
        "messages?from=2026-12-01T00:30:00Z&to=2026-12-02T00:00:00Z | from is missing or invalid",
        "messages?from=2026-12-02T00:00:00Z&to=2026-12-02T00:00:00Z | to is not after from",
        "messages?from=2026-12-01T00:00:00Z&to=2027-04-01T00:00:00Z | longer than 92 days",
        "messages?interval=hour&from=2026-12-01T00:00:00Z&to=2027-02-01T00:00:00Z | longer than 31 days",
        "messages?interval=month&from=2026-12-01T00:00:00Z&to=2028-02-01T00:00:00Z | longer than 366",
        "messages?interval=week&from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z | Send hour, day",
        "messages?groupBy=stat&from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z | eventType, template",
        "messages?groupBy=state,state&from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z | each once",
        "messages?route=a%20b&from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z | route is invalid",
        "messages?format=xml&from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z | Send json or csv",
        "bill | month is missing or invalid",
        "bill?month=2026-13 | month is missing or invalid",
        "bill?month=2026-12&groupBy=state | day, route"
      })
  void invalidParametersAreRejected(String path, String detail) {
    Reply reply = api.get("/v1/reports/" + path);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("invalid-parameter");
    assertThat(reply.json().path("detail").asString()).contains(detail);
  }

  @Test
  void aReportThatIsTooLargeSaysWhatToDo() {
    JdbcClient.create(store.dataSource())
        .sql(
            """
            insert into counters
              (hour, tenant, type, template, route, lane, state, reason, number, segments)
            select timestamptz '2026-01-01 00:00Z', 'default', 'type.' || n, '', '', '', 'S', '', 1, 1
            from generate_series(1, 10001) n
            """)
        .update();
    String path = "/v1/reports/messages?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
    assertThat(api.get(path + "&groupBy=state").status()).isEqualTo(200);
    Reply reply = api.get(path + "&groupBy=eventType");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("report-too-large");
  }
}
