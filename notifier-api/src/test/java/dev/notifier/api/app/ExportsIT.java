package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.store.exports.ExportStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Exports are ordered, watched and fetched; the worker that writes them is not part of it. */
class ExportsIT {
  private static final String EXPORTS = "/v1/exports";
  private static final String ORDER =
      "{\"kind\":\"notifications\",\"filter\":{\"type\":\"card.expiring\"}}";
  private static final String PROVINCE = "the-key-of-a-province-with-32-characters";
  private static final String MASKED = "the-key-that-sees-no-personal-data-32-characters";
  private static final String READER = "the-key-that-exports-nothing-with-32-characters";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient operator;
  private static OperatorClient province;
  private static OperatorClient masked;
  private static JdbcTemplate jdbc;
  private static ExportStore exports;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    exports = new ExportStore(store.dataSource());
    api =
        store.start(
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=son-la",
            "--notifier.operators.masked.key=" + MASKED,
            "--notifier.operators.masked.scopes=export,notifications:read",
            "--notifier.operators.reader.key=" + READER,
            "--notifier.operators.reader.scopes=notifications:read,personal-data:read");
    operator = new OperatorClient(api, RunningApi.KEY);
    province = new OperatorClient(api, PROVINCE);
    masked = new OperatorClient(api, MASKED);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from exports");
    jdbc.update("delete from jobs where not periodic");
  }

  private static String ordered(OperatorClient caller) {
    Reply reply = caller.post(EXPORTS, ORDER);
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
    assertThat(reply.json().path("state").asString()).isEqualTo("waiting");
    return EXPORTS + "/" + reply.json().path("exportId").asString();
  }

  @Test
  void theExportsOfATenantAreListed() {
    String first = ordered(operator);
    String second = ordered(masked);
    ordered(province);
    exports.finish(id(first));

    JsonNode listed = operator.get(EXPORTS).json().path("exports");

    assertThat(listed.valueStream())
        .extracting(each -> EXPORTS + "/" + each.path("exportId").asString())
        .containsExactly(second, first);
    assertThat(listed.at("/1/state").asString()).isEqualTo("done");
    assertThat(listed.at("/0/createdBy").asString()).isEqualTo("masked");
    assertThat(operator.delete(second, "").status()).isEqualTo(204);
    jdbc.update("delete from jobs where not periodic");
    jdbc.update(
        "update exports set expires_at = now() - interval '1 second' where id = ?", id(first));
    assertThat(operator.get(EXPORTS).json().path("exports")).isEmpty();
  }

  private static UUID id(String path) {
    return UUID.fromString(path.substring(EXPORTS.length() + 1));
  }

  /** Writes a file of two parts, as the worker does. */
  private static void write(String path) {
    exports.append(id(path), 0, part("a,b\r\n"), 0);
    exports.append(id(path), 1, part("1,thẻ\r\n"), 1);
    exports.finish(id(path));
    jdbc.update("update jobs set state = 'done', ended_at = now() where not periodic");
  }

  private static byte[] part(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream compressed = new GZIPOutputStream(bytes)) {
      compressed.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void anExportThatBecameTooLargeSaysSo() {
    String path = ordered(operator);
    jdbc.update(
        """
        update jobs set state = 'failed', ended_at = now(), error = ?
        where id = (select job from exports where id = ?)
        """,
        ExportStore.TOO_LARGE,
        id(path));

    assertThat(operator.get(path).json().path("code").asString()).isEqualTo("export-too-large");
    assertThat(operator.get(path + "/file").code()).isEqualTo("export-too-large");
  }

  @Test
  void anExportIsOrderedWatchedAndFetched() {
    String path = ordered(operator);
    assertThat(operator.get(path + "/file").code()).isEqualTo("export-not-complete");
    write(path);

    JsonNode done = operator.get(path).json();
    Reply file = operator.get(path + "/file");

    assertThat(done.path("state").asString()).isEqualTo("done");
    assertThat(done.path("rows").asInt()).isEqualTo(1);
    assertThat(done.path("personalData").asBoolean()).isTrue();
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.response().body()).isEqualTo("a,b\r\n1,thẻ\r\n");
    assertThat(file.header("Content-Type")).startsWith("text/csv");
    assertThat(file.header("Content-Disposition")).contains("attachment", "notifications.csv");
    JsonNode fetched = operator.get("/v1/audit?operation=getExportFile&limit=1").json();
    assertThat(fetched.at("/entries/0/detail/export").asString()).isEqualTo(id(path).toString());
    JsonNode made = operator.get("/v1/audit?operation=createExport&limit=1").json();
    assertThat(made.at("/entries/0/detail").toString())
        .isEqualTo("{\"fields\":[\"TYPE\"],\"kind\":\"notifications\",\"personalData\":true}");
  }

  @Test
  void aFileThatFailsInTheMiddleDoesNotLookComplete() {
    String path = ordered(operator);
    write(path);
    jdbc.update("update export_chunks set number = number + 2");
    assertThat(operator.get(path + "/file").code())
        .as("at its begin")
        .isEqualTo("export-not-found");

    String row = "x".repeat(100) + "\r\n";
    exports.append(id(path), 0, part(row.repeat(1_000)), 0);

    assertThatThrownBy(() -> operator.get(path + "/file"))
        .rootCause()
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFileIsNotSentInResponseToABody() {
    String path = ordered(operator);
    write(path);

    Reply reply =
        api.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path + "/file"))
                .header("Authorization", "Bearer " + RunningApi.KEY)
                .header("Content-Type", "application/json")
                .method("GET", HttpRequest.BodyPublishers.ofString("{}"))
                .build());

    assertThat(reply.code()).isEqualTo("bad-request");
  }

  @Test
  void whoSeesNoPersonalDataGetsNoFileWithIt() {
    String clear = ordered(operator);
    write(clear);
    String own = ordered(masked);
    write(own);

    assertThat(masked.get(clear + "/file").code()).isEqualTo("missing-scope");
    assertThat(masked.get(own).json().path("personalData").asBoolean()).isFalse();
    assertThat(masked.get(own + "/file").status()).isEqualTo(200);
    assertThat(new OperatorClient(api, READER).post(EXPORTS, ORDER).code())
        .isEqualTo("missing-scope");
    assertThat(
            masked
                .post(EXPORTS, ORDER.replace("\"type\":\"card.expiring\"", "\"personRef\":\"P-1\""))
                .code())
        .as("people:read")
        .isEqualTo("missing-scope");
  }

  @Test
  void othersFindNothing() {
    String path = ordered(operator);
    write(path);

    assertThat(province.get(path).code()).isEqualTo("export-not-found");
    assertThat(province.get(path + "/file").status()).isEqualTo(404);
    assertThat(province.delete(path, "").status()).isEqualTo(404);
    assertThat(operator.get(path).status()).isEqualTo(200);
  }

  @Test
  void twoExportsAreWrittenAtATime() {
    ordered(operator);
    String second = ordered(operator);

    assertThat(operator.post(EXPORTS, ORDER).code()).isEqualTo("too-many-exports");
    ordered(province);
    assertThat(operator.delete(second, "").status()).isEqualTo(204);
    assertThat(operator.get(second).status()).isEqualTo(404);
    ordered(operator);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kind\":\"notifications\"}",
        "{\"kind\":\"keys\",\"filter\":{}}",
        "{\"kind\":\"notifications\",\"filter\":{\"limit\":5}}",
        "{\"kind\":\"notifications\",\"filter\":{\"cursor\":\"x\"}}",
        "{\"kind\":\"notifications\",\"filter\":{\"unknown\":5}}",
        "{\"kind\":\"notifications\",\"filter\":{\"from\":\"today\"}}"
      })
  void aWrongOrderIsRefused(String body) {
    assertThat(operator.post(EXPORTS, body).status()).as(body).isBetween(400, 422);
    assertThat(jdbc.queryForList("select 1 from exports")).isEmpty();
  }
}
