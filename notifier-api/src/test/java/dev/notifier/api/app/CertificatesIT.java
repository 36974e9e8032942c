package dev.notifier.api.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.certificates.TestKeyFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Certificates of what was sent, checked with the published keys by the program of the examples.
 */
class CertificatesIT {
  private static final String MASKED = "the-key-that-sees-no-personal-data-32-characters";
  private static final String PROVINCE = "the-key-of-a-province-with-32-characters";
  private static final String PHONE = "+84391234567";
  private static final String TEXT = "BHXHVN: <b>Thẻ</b> BHYT của \"ông\" & bà";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path directory;

  private static ApiWithStore store;
  private static RunningApi api;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() throws Exception {
    store = ApiWithStore.open();
    jdbc = store.jdbc();
    api =
        store.start(
            "--notifier.certificates.issuer=BHXH <Việt Nam>",
            "--notifier.certificates.key-files=" + TestKeyFiles.privateKey(directory),
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=son-la",
            "--notifier.operators.masked.key=" + MASKED,
            "--notifier.operators.masked.scopes=notifications:read");
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static UUID sent(String event, String category, String confidence) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
              template_id, template_version, locale, encoding, segments, body, route, state,
              confidence, accepted_segments, delivered_segments, message_ids, accepted_at, planned_at,
              submitted_at, finished_at)
            values (uuidv7(), 'default', '/s', ?, 'card.expiring', 'NORMAL', ?, ?, 'card-expiring', 1,
              'vi', 'UCS2', 2, ?, 'mobi', 'DELIVERED', ?, 3, 3, array['10C8F40D', 'A<1>'], now(), now(),
              now(), now())
            returning id
            """,
            (row, _) -> row.getObject(1, UUID.class),
            event,
            category,
            PHONE,
            TEXT,
            confidence));
  }

  private static Reply certificate(String key, UUID id, String accept) {
    return api.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + api.port() + "/v1/notifications/" + id + "/certificate"))
            .header("Authorization", "Bearer " + key)
            .header("Accept", accept)
            .build());
  }

  private static JsonNode payload(String jws) {
    return JSON.readTree(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]));
  }

  @Test
  void confirmsWhatWasSentAndWhatTheReceiptProves() {
    UUID id = sent("e1", "SERVICE", "smsc");

    Reply reply = certificate(RunningApi.KEY, id, "application/jose");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    JsonNode document = payload(reply.response().body());
    ApiDescription description = ApiDescription.shared();
    JsonNode schema = JSON.readTree("{\"$ref\":\"#/components/schemas/NotificationCertificate\"}");
    assertThat(description.violations(schema, document)).isEmpty();
    assertThat(document.path("issuer").asString()).isEqualTo("BHXH <Việt Nam>");
    assertThat(document.path("phone").asString()).isEqualTo(PHONE);
    assertThat(document.at("/message/text").asString()).isEqualTo(TEXT);
    assertThat(document.at("/message/template/approvedBy").asString()).isEqualTo("shipped");
    assertThat(document.at("/delivery/segments/1/messageId").asString()).isEqualTo("A<1>");
    assertThat(document.at("/delivery/proof/en").asString()).contains("only that its SMSC");
    assertThat(
            payload(
                    certificate(RunningApi.KEY, sent("e2", "SERVICE", "handset"), "*/*")
                        .response()
                        .body())
                .at("/delivery/proof/en")
                .asString())
        .contains("the handset with this number has every segment");
  }

  @Test
  void thePageIsEscapedAndLoadsNothing() {
    UUID id = sent("page", "SERVICE", "handset");

    Reply page = certificate(RunningApi.KEY, id, "text/html,application/xhtml+xml,*/*;q=0.8");

    String html = page.response().body();
    assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(page.response().headers().allValues("Content-Security-Policy"))
        .as("not that of all responses, which would block the style")
        .singleElement()
        .asString()
        .matches(
            "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none'");
    assertThat(html)
        .contains(
            "&lt;b&gt;Thẻ&lt;/b&gt; BHYT của &quot;ông&quot; &amp; bà",
            "BHXH &lt;Việt Nam&gt;",
            "A&lt;1&gt;",
            "Đã đến máy người nhận",
            "Delivered")
        .doesNotContain("<b>Thẻ", "<Việt", "<script", "src=", "href=");
    assertThat(certificate(RunningApi.KEY, id, "application/pdf").code())
        .isEqualTo("not-acceptable");
  }

  @Test
  void secretTextsAreNeverInACertificate() {
    UUID id = sent("otp", "OTP", "handset");

    String jws = certificate(RunningApi.KEY, id, "application/jose").response().body();

    assertThat(payload(jws).at("/message/text").isNull()).isTrue();
    assertThat(payload(jws).at("/message/secret").asBoolean()).isTrue();
    assertThat(certificate(RunningApi.KEY, id, "text/html").response().body())
        .doesNotContain("BHYT");
  }

  @Test
  void onlyThoseWhoSeePersonalDataOfTheTenantGetOneAndItIsInTheAudit() {
    UUID id = sent("audit", "SERVICE", "handset");

    assertThat(certificate(MASKED, id, "*/*").code()).isEqualTo("missing-scope");
    assertThat(certificate(PROVINCE, id, "*/*").code()).isEqualTo("notification-not-found");
    assertThat(certificate(RunningApi.KEY, new UUID(7, 7), "*/*").status()).isEqualTo(404);
    assertThat(certificate(RunningApi.KEY, id, "*/*").status()).isEqualTo(200);

    JsonNode entry = api.get("/v1/audit?operation=getCertificate&limit=1").json().at("/entries/0");
    assertThat(entry.path("notifications").toString()).contains(id.toString());
    assertThat(entry.path("subjectRef").isNull()).isFalse();
  }

  /** As a court would: with the keys that anyone can read, and no program of Notifier. */
  @Test
  void theExampleChecksACertificateWithThePublishedKeys() throws Exception {
    String jws =
        certificate(RunningApi.KEY, sent("example", "SERVICE", "handset"), "*/*").response().body();
    Reply keys =
        api.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + api.port() + "/v1/certificate-keys"))
                .build());
    assertThat(keys.response().headers().allValues("Cache-Control"))
        .as("not that of all responses")
        .containsExactly("max-age=300, public");
    Path published = Files.writeString(directory.resolve("keys.json"), keys.response().body());

    Process valid = check(jws, published);
    assertThat(new String(valid.getInputStream().readAllBytes(), UTF_8)).contains(TEXT_IN_JSON);
    assertThat(valid.waitFor()).isZero();
    int changed = jws.indexOf('.') + 40;
    char other = jws.charAt(changed) == 'A' ? 'B' : 'A';
    Process forged =
        check(jws.substring(0, changed) + other + jws.substring(changed + 1), published);
    assertThat(new String(forged.getErrorStream().readAllBytes(), UTF_8)).contains("NOT VALID");
    assertThat(forged.waitFor()).isEqualTo(1);
  }

  private static final String TEXT_IN_JSON = "BHYT của \\\"ông\\\" & bà";

  private static Process check(String jws, Path keys) throws IOException {
    Path file = Files.writeString(Files.createTempFile(directory, "certificate", ".jws"), jws);
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dstdout.encoding=UTF-8",
            Path.of("..", "examples", "CheckCertificate.java").toString(),
            file.toString(),
            keys.toString())
        .start();
  }
}
