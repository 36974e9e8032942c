package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Effects are defined and reported. */
class EffectsIT {
  private static final String OTHER = "key-of-another-tenant-of-this-test-00003";
  private static final String PATH = "/v1/reports/effects/";
  private static final String FORM =
      "{\"reminder\":\"card.expiring\",\"outcomes\":[\"card.renewed\"]}";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient national;
  private static OperatorClient other;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    api =
        store.start(
            "--notifier.operators.other.key=" + OTHER, "--notifier.operators.other.tenant=other");
    national = new OperatorClient(api, RunningApi.KEY);
    other = new OperatorClient(api, OTHER);
    assertThat(national.put(PATH + "counted", FORM).status()).isEqualTo(201);
    count();
  }

  /** As the worker does; the last day has not ended. */
  private static void count() {
    JdbcClient jdbc = JdbcClient.create(store.dataSource());
    jdbc.sql(
            """
            insert into effect_counts (tenant, effect, day, template, version, locale, audience,
              reminded, up_to_7, up_to_14, up_to_30, later)
            values
              ('default', 'counted', '2026-03-01', 'card-expiring', 1, 'vi', '', 10, 3, 2, 1, 0),
              ('default', 'counted', '2026-03-02', 'card-expiring', 1, 'vi', '', 5, 1, 0, 0, 0),
              ('default', 'counted', '2026-03-02', 'card-expiring', 2, 'vi', '', 4, 4, 0, 0, 0),
              ('default', 'counted', '2026-03-03', 'card-expiring', 2, 'vi', '', 100, 100, 0, 0, 0)
            """)
        .update();
    jdbc.sql("insert into effect_days values ('2026-03-01', 12, 'default', 'counted')").update();
    jdbc.sql("insert into effect_days values ('2026-03-02', 9, 'default', 'counted')").update();
    jdbc.sql(
            """
            update effects set first_day = '2026-03-01', next_day = '2026-03-03'
            where name = 'counted'
            """)
        .update();
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static Reply report(String parameters) {
    Reply reply = national.get("/v1/reports/effect?name=counted" + parameters);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  @Test
  void anEffectIsDefinedAndDeleted() {
    Reply created = national.put(PATH + "a", FORM);
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    assertThat(created.json().path("days").asInt()).isEqualTo(30);
    assertThat(created.json().path("sameSubject").asBoolean()).isFalse();
    assertThat(created.json().path("failing").asBoolean()).isFalse();
    assertThat(national.put(PATH + "a", FORM).status()).isEqualTo(200);
    Reply different = national.put(PATH + "a", FORM.replace("}", ",\"days\":7}"));
    assertThat(different.status()).isEqualTo(409);
    assertThat(different.code()).isEqualTo("effect-exists");
    assertThat(national.get(PATH + "a").json()).isEqualTo(created.json());
    assertThat(national.get("/v1/reports/effects?limit=1").json().path("effects"))
        .containsExactly(created.json());
    assertThat(national.delete(PATH + "a", "").status()).isEqualTo(204);
    assertThat(national.get(PATH + "a").code()).isEqualTo("effect-not-found");
    assertThat(national.delete(PATH + "a", "").code()).isEqualTo("effect-not-found");
    assertThat(national.put(PATH + "a", FORM.replace("}", ",\"days\":7}")).status()).isEqualTo(201);
    national.delete(PATH + "a", "");
  }

  @Test
  void aTenantFindsItsOwnEffectsOnly() {
    assertThat(other.get(PATH + "counted").code()).isEqualTo("effect-not-found");
    assertThat(other.delete(PATH + "counted", "").code()).isEqualTo("effect-not-found");
    String path = "/v1/reports/effect?name=counted&from=2026-03-01&to=2026-04-01";
    assertThat(other.get(path).code()).isEqualTo("effect-not-found");
    assertThat(other.put(PATH + "counted", FORM).status()).isEqualTo(201);
    assertThat(other.get(path).json().path("rows")).isEmpty();
    assertThat(national.get(path).json().path("rows")).isNotEmpty();
    assertThat(other.delete(PATH + "counted", "").status()).isEqualTo(204);
    assertThat(national.get(path).json().path("rows")).isNotEmpty();
  }

  @Test
  void aTenantHasALimitedNumberOfEffects() {
    for (int i = 0; i < 20; i++) {
      assertThat(other.put(PATH + "e" + i, FORM).status()).isEqualTo(201);
    }
    Reply refused = other.put(PATH + "more", FORM);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("too-many-effects");
    for (int i = 0; i < 20; i++) {
      other.delete(PATH + "e" + i, "");
    }
  }

  @Test
  void daysWhoseWindowsHaveEndedAreReported() {
    Reply reply = report("&from=2026-03-01&to=2026-04-01");
    assertThat(reply.json().path("countedTo").asString()).isEqualTo("2026-03-03");
    assertThat(reply.json().path("delivered").asInt()).isEqualTo(21);
    assertThat(reply.json().path("reminded").asInt()).isEqualTo(19);
    assertThat(reply.json().path("followed").asInt()).isEqualTo(11);
    assertThat(reply.json().path("rows"))
        .extracting(row ->
            "%d %d %d %d %d"
                .formatted(
                    row.path("version").asInt(),
                    row.path("reminded").asInt(),
                    row.path("days0To7").asInt(),
                    row.path("days8To14").asInt(),
                    row.path("days15To30").asInt()))
        .containsExactly("1 15 4 2 1", "2 4 4 0 0");
    assertThat(report("&from=2026-03-02&to=2026-03-03&groupBy=").json().path("rows"))
        .singleElement()
        .satisfies(row -> assertThat(row.path("reminded").asInt()).isEqualTo(9));
    assertThat(report("&from=2026-05-02&to=2026-05-03&groupBy=").json().path("rows")).isEmpty();
  }

  @Test
  void aReportIsCsv() {
    Reply reply =
        api.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + api.port()
                            + "/v1/reports/effect?name=counted&from=2026-03-01&to=2026-04-01"
                            + "&groupBy=day,version&format=csv"))
                .header("Authorization", "Bearer " + RunningApi.KEY)
                .header("Accept", "text/csv")
                .build());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Disposition")).contains("effect-counted.csv");
    assertThat(reply.response().body().lines())
        .containsExactly(
            "effect,tenant,day,version,reminded,followed,days0To7,days8To14,days15To30,days31To90",
            "counted,default,2026-03-01,1,10,6,3,2,1,0",
            "counted,default,2026-03-02,1,5,1,1,0,0,0",
            "counted,default,2026-03-02,2,4,4,4,0,0,0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A | {\"reminder\":\"card.expiring\",\"outcomes\":[\"card.renewed\"]} | 1 to 40",
        "a | {\"reminder\":\"card.expiring\"} | outcomes",
        "a | {\"reminder\":\"card.expiring\",\"outcomes\":[]} | ",
        "a | {\"reminder\":\"card.expiring\",\"outcomes\":[\"card.renewed\"],\"days\":91} | ",
        "a | {\"reminder\":\"card.expiring\",\"outcomes\":[\"card.renewd\"]} | Did you mean card.renewed",
        "a | {\"reminder\":\"card.expiring\",\"outcomes\":[\"visit.recorded\"]} | kept for 30 days",
        "a | {\"reminder\":\"card.expiring\",\"outcomes\":[\"card.renewed\"],\"days\":89} | for 90 days"
      })
  void invalidEffectsAreRejected(String name, String body, @Nullable String detail) {
    Reply reply = national.put(PATH + name, body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
    assertThat(reply.json().toString()).contains("invalid-effect", detail == null ? "" : detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from=2026-03-01&to=2026-04-01 | name is missing",
        "name=counted&to=2026-04-01 | from is missing or invalid",
        "name=counted&from=2026-02-30&to=2026-04-01 | from is missing or invalid",
        "name=counted&from=2026-03-01&to=2026-03-01 | to is not after from",
        "name=counted&from=2026-03-01&to=2027-03-03 | longer than 366 days",
        "name=counted&from=2026-03-01&to=2026-04-01&groupBy=route | day, template"
      })
  void invalidParametersAreRejected(String parameters, String detail) {
    Reply reply = national.get("/v1/reports/effect?" + parameters);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("invalid-parameter");
    assertThat(reply.json().path("detail").asString()).contains(detail);
  }

  @Test
  void namesOfEffectsAreListedInTheirOrder() {
    List.of("z", "b").forEach(name -> national.put(PATH + name, FORM));
    Reply first = national.get("/v1/reports/effects?limit=2");
    assertThat(first.json().path("effects"))
        .extracting(each -> each.path("name").asString())
        .containsExactly("b", "counted");
    assertThat(
            national
                .get("/v1/reports/effects?after=" + first.json().path("next").asString())
                .json()
                .path("effects"))
        .extracting(each -> each.path("name").asString())
        .containsExactly("z");
    List.of("z", "b").forEach(name -> national.delete(PATH + name, ""));
  }
}
