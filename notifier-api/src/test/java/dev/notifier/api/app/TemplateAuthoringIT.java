package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The mistakes of authors over HTTP: each response says where the mistake is and what to do. */
class TemplateAuthoringIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EDITOR = "the-key-of-the-editor-with-at-least-32-characters";
  private static final String OTHER = "the-key-of-another-editor-with-at-least-32-characters";
  private static final String YAML = "application/yaml";
  private static final String TYPE =
      """
      name: book.due
      title: A borrowed book is due
      category: SERVICE
      lane: normal
      template: book-due
      schema:
        $schema: https://json-schema.org/draft/2020-12/schema
        title: A borrowed book is due
        type: object
        additionalProperties: true
        required: [recipient, caseCode, title]
        properties:
          recipient: { $ref: "urn:notifier:schema:recipient" }
          caseCode: { title: The case, type: string, maxLength: 30, examples: ["1"] }
          title: { title: The book, type: string, maxLength: 60, examples: ["Dế Mèn"] }
      samples:
        typical:
          recipient: { kind: CITIZEN, phone: "0912345678", locale: vi }
          caseCode: "04486"
          title: Dế Mèn phiêu lưu ký
        longest:
          recipient: { kind: CITIZEN, phone: "0912345678", locale: vi }
          caseCode: "04486.G/2026/08708"
          title: Tuyển tập truyện ngắn Việt Nam thế kỷ hai mươi, tập bốn
      """;

  private static TestKafka kafka;
  private static RunningApi api;
  private static OperatorClient editor;
  private static OperatorClient other;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            RunningApi.newStoreUrl(),
            "--notifier.operators.editor.key=" + EDITOR,
            "--notifier.operators.other.key=" + OTHER);
    editor = new OperatorClient(api, EDITOR);
    other = new OperatorClient(api, OTHER);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> editor.get("/v1/templates").json().path("templates").size() == 25);
    Reply type = editor.put("/v1/event-types/book.due", YAML, TYPE);
    assertThat(type.status()).as(type.response().body()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    api.close();
    kafka.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "vn => unknown-locale => /variants/1/locale => write vi",
        "eng => unknown-locale => /variants/1/locale => write en",
        "en-UK => unknown-locale => /variants/1/locale => write en-GB",
        "vi_VN => bad-locale => /variants/1/locale => write vi-VN, not vi_VN",
        "xx => unknown-locale => /variants/1/locale => vi",
      })
  void anUnknownLocaleIsNotSaved(String locale, String code, String pointer, String advice) {
    Reply reply =
        save("locale", "- { locale: vi, text: a }\n- { locale: " + locale + ", text: b }");

    assertThat(reply.status()).isEqualTo(422);
    JsonNode error = reply.json().path("errors").path(0);
    assertThat(error.path("code").asString()).isEqualTo(code);
    assertThat(error.path("pointer").asString()).isEqualTo(pointer);
    assertThat(error.path("detail").asString()).contains(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "kinds: [CITIZN] => /variants/1/audience/kinds => write CITIZEN",
        "kinds: [WORKER, citizen] => /variants/1/audience/kinds => write CITIZEN",
        "kinds: [EMPLOYER] => /variants/1/audience/kinds => write EMPLOYER_CONTACT",
        "kinds: [PERSON] => /variants/1/audience/kinds => CITIZEN, COLLECTING_AGENT",
        "livingAreas: [KV1] => /variants/1/audience/livingAreas => write K1",
        "livingAreas: [north] => /variants/1/audience/livingAreas => K1, K2, K3",
      })
  void anUnknownAudienceIsNotSaved(String audience, String pointer, String advice) {
    Reply reply =
        save(
            "audience",
            "- { locale: vi, text: a }\n- { locale: vi, audience: { " + audience + " }, text: b }");

    assertThat(reply.status()).isEqualTo(422);
    JsonNode error = reply.json().path("errors").path(0);
    assertThat(error.path("code").asString()).isEqualTo("unknown-audience");
    assertThat(error.path("pointer").asString()).isEqualTo(pointer);
    assertThat(error.path("detail").asString()).contains(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "- { locale: en, text: hello } => no-fallback-variant => /variants",
        "- { locale: vi-VN, text: hello } => no-fallback-variant => /variants",
        "- { locale: vi, audience: { kinds: [CITIZEN] }, text: a } => no-fallback-variant => /variants",
        "- { locale: vi, text: ' ' } => blank-text => /variants/0/text",
        "- { locale: vi, text: '{% comment %}later{% endcomment %}' } => blank-text => /variants/0/text",
        "- { locale: vi, text: \"\\u00A0\" } => blank-text => /variants/0/text",
        "- { locale: vi, text: \"\\u200B\" } => blank-text => /variants/0/text",
        "- { locale: vi, text: '{% if title == \"x\" %}a{% endif %}' } => no-text => /variants/0/text",
        "- { locale: vi, text: 'https://{{ caseCode }}/' } => value-in-link => /variants/0/text",
        "- { locale: vi, text: 'www.{{ caseCode }}.vn' } => value-in-link => /variants/0/text",
        "- { locale: vi, text: '{{ title }} {{ title }} {{ title }} {{ title }} {{ title }} {{ title }} {{ title }}' } => text-too-long => /variants/0/text",
        "- { locale: vi, text: a }\\n- { locale: en, text: ' ' } => blank-text => /variants/1/text",
      })
  void whatCannotBeSentCannotBeSubmitted(String variants, String code, String pointer) {
    String id = "unsendable";
    Reply saved = save(id, variants.replace("\\n", "\n"));
    assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);

    Reply reply = editor.post("/v1/templates/" + id + "/draft/submit", "{}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("template-not-sendable");
    JsonNode error = reply.json().path("errors").path(0);
    assertThat(error.path("code").asString()).isEqualTo(code);
    assertThat(error.path("pointer").asString()).isEqualTo(pointer);
    assertThat(error.path("line").asInt()).isPositive();
    assertThat(error.path("detail").asString()).isNotBlank();
    Reply imported =
        editor.post(
            "/v1/templates/import?dryRun=true",
            JsonMapper.shared()
                .writeValueAsString(
                    Map.of(
                        "files",
                        List.of(
                            Map.of(
                                "path",
                                "templates/unsendable-2.yaml",
                                "content",
                                template("unsendable-2", variants.replace("\\n", "\n")))))));
    assertThat(imported.code()).isEqualTo("invalid-import");
    assertThat(imported.json().path("errors").path(0).path("code").asString()).isEqualTo(code);
    assertThat(imported.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/files/0" + pointer);
  }

  @Test
  void aVariantThatSometimesFallsBackIsOnlyAWarning() {
    save(
        "fallback",
        "- { locale: vi, text: a }\n- { locale: en, text: '" + "a".repeat(260) + "{{ title }}' }");

    Reply reply = editor.post("/v1/templates/fallback/draft/submit", "{}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(codes(reply)).contains("text-too-long");
  }

  @Test
  void savingAndSubmittingWarn() {
    Reply saved =
        save("warned", "- { locale: vi, text: '<b>{ caseCode }</b>&nbsp;[meetingDate]' }");
    Reply preview = editor.post("/v1/templates/warned/draft/preview", "");
    Reply submitted = editor.post("/v1/templates/warned/draft/submit", "{}");

    for (Reply reply : List.of(saved, preview, submitted)) {
      assertThat(codes(reply))
          .containsSubsequence(
              "markup", "foreign-placeholder", "markup", "markup", "foreign-placeholder");
      JsonNode first = reply.json().path("warnings").path(0);
      assertThat(first.path("pointer").asString()).isEqualTo("/variants/0/text");
      assertThat(first.path("line").asInt()).isEqualTo(1);
      assertThat(first.path("column").asInt()).isEqualTo(1);
      JsonNode second = reply.json().path("warnings").path(1);
      assertThat(second.path("column").asInt()).isEqualTo(4);
      assertThat(second.path("detail").asString()).contains("{{ caseCode }}");
    }
  }

  @Test
  void theSecondEditorNeedsTheRevision() {
    assertThat(save("shared", "- { locale: vi, text: a }").status()).isEqualTo(200);
    String draft = template("shared", "- { locale: vi, text: b }");

    Reply blind = other.put("/v1/templates/shared/draft", YAML, draft);
    assertThat(blind.status()).isEqualTo(428);
    assertThat(blind.code()).isEqualTo("if-match-required");
    String tag = other.get("/v1/templates/shared/draft").header("ETag");
    assertThat(other.put("/v1/templates/shared/draft", YAML, draft, tag).status()).isEqualTo(200);
    assertThat(editor.put("/v1/templates/shared/draft", YAML, draft, tag).code())
        .isEqualTo("draft-revision-mismatch");
    assertThat(editor.delete("/v1/templates/shared/draft", "").code())
        .isEqualTo("if-match-required");
    assertThat(editor.delete("/v1/templates/shared/draft", tag).code())
        .isEqualTo("draft-revision-mismatch");
    assertThat(editor.post("/v1/templates/shared/draft/submit", "{}", tag).code())
        .isEqualTo("draft-revision-mismatch");
    assertThat(editor.delete("/v1/templates/shared/draft", "*").status()).isEqualTo(204);
    assertThat(editor.put("/v1/templates/shared/draft", YAML, draft, "*").code())
        .isEqualTo("draft-revision-mismatch");
    assertThat(editor.put("/v1/templates/shared/draft", YAML, draft).status()).isEqualTo(200);
  }

  @Test
  void aPreviewOfOwnDataListsEachVariantOnce() {
    save("own-data", "- { locale: vi, text: '{{ title }}\u00A0{{ caseCode }}' }");

    Reply reply =
        editor.post(
            "/v1/templates/own-data/draft/preview",
            "{\"data\":{\"title\":\"a\",\"caseCode\":\"b\"}}");

    assertThat(reply.json().path("previews").size()).isEqualTo(1);
    JsonNode preview = reply.json().path("previews").path(0);
    assertThat(preview.path("sample").asString()).isEqualTo("data");
    assertThat(preview.path("text").asString()).isEqualTo("a b");
    assertThat(preview.path("substitutions").path(0).path("replacement").asString()).isEqualTo(" ");
  }

  @Test
  void theAuditOfAnUnknownTemplateIsNotFound() {
    Reply reply = editor.get("/v1/templates/unknown/audit");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("template-not-found");
    save("only-draft", "- { locale: vi, text: a }");
    assertThat(editor.get("/v1/templates/only-draft/audit").status()).isEqualTo(200);
    editor.delete("/v1/templates/only-draft/draft", "*");
    assertThat(editor.get("/v1/templates/only-draft/audit").status()).isEqualTo(200);
  }

  private static List<String> codes(Reply reply) {
    return reply.json().path("warnings").valueStream().map(w -> w.path("code").asString()).toList();
  }

  private static Reply save(String id, String variants) {
    String path = "/v1/templates/" + id + "/draft";
    return editor.put(path, YAML, template(id, variants), editor.get(path).header("ETag"));
  }

  private static String template(String id, String variants) {
    return "id: %s\neventType: book.due\ndiacritics: strip\nmaxSegments: 2\nlinks: refuse\nvariants:\n"
            .formatted(id)
        + variants.indent(2);
  }
}
