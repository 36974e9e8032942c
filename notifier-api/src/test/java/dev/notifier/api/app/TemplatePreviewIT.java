package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Previews, exports and imports templates over HTTP, on a real store. */
class TemplatePreviewIT {
  private static final String EDITOR = "the-key-of-the-editor-with-at-least-32-characters";
  private static final String PREVIEW = "/v1/templates/case-received/versions/1/preview";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient editor;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    api = store.start("--notifier.operators.editor.key=" + EDITOR);
    editor = new OperatorClient(api, EDITOR);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @Test
  void aPreviewShowsTheTextAndItsCost() {
    Reply reply = editor.post(PREVIEW, "");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    JsonNode preview = reply.json().path("previews").get(0);
    assertThat(preview.path("sample").asString()).isEqualTo("typical");
    assertThat(preview.path("text").asString())
        .isEqualTo(
            "BHXHVN: Da nhan ho so 04486.G/2026/08708 (huong BHXH mot lan) cua Ong Tran Van Nam ngay"
                + " 02/11/2026. Hen tra ket qua: 09/11/2026 tai BHXH co so Moc Chau");
    assertThat(preview.path("encoding").asString()).isEqualTo("GSM7");
    assertThat(preview.path("segments").asInt()).isEqualTo(1);
    assertThat(reply.json().path("diagnostics").isEmpty()).isTrue();
  }

  @Test
  void aPreviewOfOwnDataListsTheSubstitutions() {
    String data =
        """
        {"data":{"recipient":{"kind":"CITIZEN","phone":"0912345678","locale":"vi"},
         "caseCode":"1","procedureName":"“hưởng” – “một lần”","receivedDate":"2026-11-02",
         "dueDate":"2026-11-09","officeName":"BHXH TP. Hà Nội"}}
        """;
    Reply reply = editor.post(PREVIEW, data);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    JsonNode substitutions = reply.json().path("previews").get(0).path("substitutions");
    assertThat(substitutions.valueStream().map(JsonNode::toString))
        .containsExactly(
            substitution("“", "U+201C", "\\\"", 2),
            substitution("”", "U+201D", "\\\"", 2),
            substitution("–", "U+2013", "-", 1));
  }

  @Test
  void aPreviewOfAnUnsavedTemplateHasItsDiagnostics() {
    JsonNode template =
        editor.get("/v1/templates/case-received/versions/1").json().path("template");
    String misspelled = template.toString().replace("caseCode", "caseCod");

    Reply reply = editor.post("/v1/templates/preview", "{\"template\":" + misspelled + "}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.json().path("diagnostics").get(0).path("code").asString())
        .isEqualTo("unknown-name");
    assertThat(reply.json().path("previews").isEmpty()).isTrue();
    assertThat(editor.post("/v1/templates/preview", "{}").code()).isEqualTo("invalid-template");
    assertThat(editor.post(PREVIEW, "{\"data\":7}").code()).isEqualTo("invalid-parameter");
  }

  /** {@code curl -X POST} without a body sends no Content-Length. */
  @Test
  void aPreviewNeedsNoBody() throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
            .formatted(PREVIEW, EDITOR);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(response).startsWith("HTTP/1.1 200").contains("\"previews\":[{");
    }
  }

  @Test
  void anImportOfTheExportChangesNothing() {
    Reply exported = editor.get("/v1/templates/export");
    assertThat(exported.json().path("files").size()).isEqualTo(25);

    Reply imported = editor.post("/v1/templates/import", exported.response().body());

    assertThat(imported.status()).as(imported.response().body()).isEqualTo(200);
    assertThat(imported.json().path("dryRun").asBoolean()).isFalse();
    assertThat(imported.json().path("files").valueStream())
        .hasSize(25)
        .extracting(file -> file.path("outcome").asString())
        .containsOnly("unchanged");
  }

  @Test
  void anImportWithAnErrorChangesNothing() {
    String file = "{\"path\":\"templates/x.yaml\",\"content\":\"id: [\"}";

    Reply invalid = editor.post("/v1/templates/import", "{\"files\":[" + file + "]}");

    assertThat(invalid.status()).isEqualTo(422);
    assertThat(invalid.code()).isEqualTo("invalid-import");
    assertThat(invalid.json().path("errors").get(0).path("pointer").asString())
        .isEqualTo("/files/0");
    Reply none = editor.post("/v1/templates/import", "{\"files\":[]}");
    assertThat(none.code()).isEqualTo("invalid-import");
    assertThat(none.json().path("detail").asString())
        .isEqualTo("/files: This list must have at least 1 entries.");
  }

  @Test
  void aFormIsRejected() {
    Reply reply =
        editor.put(
            "/v1/templates/benefit-paid/registrations/mobi",
            "application/x-www-form-urlencoded",
            "{\"status\":\"draft\"}");

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.code()).isEqualTo("unsupported-media-type");
  }

  private static String substitution(
      String character, String codePoint, String replacement, int count) {
    return """
    {"character":"%s","codePoint":"%s","replacement":"%s","count":%d,"reason":"typographic"}\
    """
        .formatted(character, codePoint, replacement, count);
  }
}
