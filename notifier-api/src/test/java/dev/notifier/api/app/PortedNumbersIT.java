package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists of ported numbers are imported, and look-ups show the carriers. */
class PortedNumbersIT {
  private static final String PATH = "/v1/ported-numbers/import";
  private static final String PROVINCE = "key-of-a-province-with-all-scopes-0123456";
  private static final String HEADER = "phone,carrier,portedAt\n";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient admin;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    api =
        store.start(
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=cao-bang");
    admin = new OperatorClient(api, RunningApi.KEY);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static Reply send(String type, String body) {
    return api.send(
        api.request(PATH).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build());
  }

  private static JsonNode imported(String type, String body) {
    Reply reply = send(type, body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.json();
  }

  private static String carrier(String number) {
    Reply reply =
        admin.post(
            "/v1/people/timeline", "{\"phone\":\"" + number + "\",\"purpose\":\"question\"}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode carrier = reply.json().path("carrier");
    return carrier.path("name").asString("")
        + " "
        + carrier.path("learnedFrom").asString("")
        + " "
        + carrier.path("since").asString("");
  }

  @Test
  void theNewestLineOfANumberCounts() {
    assertThat(carrier("0961000001").strip()).isEqualTo("viettel prefix");
    JsonNode first =
        imported(
            "text/csv",
            HEADER
                + "0961 000 001,MobiFone,2026-11-01\n"
                + "+84961000001,vinaphone,2026-11-03T08:00:00+07:00\n"
                + "0961000002,itel,2026-11-01\n");
    assertThat(first.path("lines").asInt()).isEqualTo(3);
    assertThat(first.path("recorded").asInt()).isEqualTo(2);
    assertThat(carrier("0961000001")).isEqualTo("vinaphone porting-file 2026-11-03T01:00:00Z");
    assertThat(carrier("0961000002")).isEqualTo("itel porting-file 2026-10-31T17:00:00Z");

    JsonNode older =
        imported(
            "application/x-ndjson",
            "{\"phone\":\"0961000001\",\"carrier\":\"mobifone\",\"portedAt\":\"2026-11-02\"}");
    assertThat(older.path("recorded").asInt()).isZero();
    assertThat(carrier("0961000001")).startsWith("vinaphone");

    admin.put("/v1/recipients", "{\"personRef\":\"M-1\",\"phones\":[\"0961000001\"]}");
    assertThat(
            admin
                .post("/v1/recipients/search", "{\"personRef\":\"M-1\"}")
                .json()
                .at("/recipients/0/phones/0/carrier/name")
                .asString())
        .isEqualTo("vinaphone");
    assertThat(
            store
                .jdbc()
                .queryForList(
                    "select detail::text from audit where operation = 'importPortedNumbers'"
                        + " order by id",
                    String.class))
        .hasSizeGreaterThanOrEqualTo(4)
        .noneMatch(detail -> detail.contains("961000001"));
  }

  @Test
  void wrongLinesAreReportedWithoutTheirValues() {
    JsonNode done =
        imported(
            "text/csv",
            HEADER
                + "0961000011,vodafone,2026-11-01\n"
                + "0961000012,itel,2096-11-01\n"
                + "0961000013,itel,yesterday\n"
                + "02838123456,itel,2026-11-01\n"
                + "0961000014,itel\n"
                + "0961000015,itel,2026-11-01\n");
    assertThat(done.path("recorded").asInt()).isOne();
    assertThat(
            done.path("errors")
                .valueStream()
                .map(error -> error.path("line").asInt() + " " + error.path("code").asString()))
        .containsExactly(
            "2 invalid-parameter",
            "3 invalid-parameter",
            "4 invalid-parameter",
            "5 phone-landline",
            "6 invalid-parameter");
    assertThat(done.toString()).doesNotContain("96100001", "vodafone");
  }

  @Test
  void onlyTheNationalTenantImports() {
    OperatorClient province = new OperatorClient(api, PROVINCE);
    assertThat(province.post(PATH, "{}").code()).isEqualTo("default-tenant-only");
    assertThat(send("application/json", "{}").code()).isEqualTo("unsupported-media-type");
  }

  @Test
  void aReferenceHasNoCarrier() {
    assertThat(
            admin
                .post("/v1/people/timeline", "{\"personRef\":\"M-2\",\"purpose\":\"question\"}")
                .json()
                .path("carrier")
                .isNull())
        .isTrue();
  }
}
