package dev.notifier.console.templates;

import dev.notifier.console.server.StubApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the HTTP interface answers about one template in every state. */
final class TemplateExamples {
  static final String TEXT = "BHXHVN: The BHYT {{ cardNo | mask }} het han {{ validTo | date }}";
  static final String DRAFT = "BHXHVN: Thẻ BHYT {{ cardNo | mask }} hết hạn {{ validTo | date }}";

  private static final String AT = "2026-12-01T01:00:00Z";
  private static final String BASE = "/v1/templates/card-expiring";

  private TemplateExamples() {}

  /** A template with a published version, one in review and a draft. */
  static void answer(StubApi api) {
    api.answer("GET", "/v1/templates", 200, Map.of("templates", List.of(template(), archived())));
    api.answer("GET", BASE, 200, template());
    api.answer(
        "GET", BASE + "/versions/1", 200, version(1, "published", "shipped", document(TEXT)));
    api.answer(
        "GET", BASE + "/versions/2", 200, version(2, "in-review", "user:hoa", document(DRAFT)));
    api.answer("GET", BASE + "/draft", 200, draft(3, "user:lan", DRAFT));
    api.answer("PUT", BASE + "/draft", 200, draft(4, "user:lan", DRAFT));
    for (String path : List.of("/preview", "/card-expiring/versions/1/preview")) {
      api.answer("POST", "/v1/templates" + path, 200, preview());
    }
    api.answer("POST", BASE + "/versions/2/preview", 200, preview());
    api.answer("GET", BASE + "/audit", 200, history());
    api.answer("GET", "/v1/event-types/card.expiring", 200, type());
  }

  private static Map<String, Object> template() {
    return Map.of(
        "tenant",
        "default",
        "id",
        "card-expiring",
        "eventType",
        "card.expiring",
        "published",
        1,
        "since",
        AT,
        "versions",
        List.of(
            version(2, "in-review", "user:hoa", Map.of()),
            version(1, "published", "shipped", Map.of())),
        "draft",
        draft(3, "user:lan", DRAFT));
  }

  private static Map<String, Object> archived() {
    return Map.of(
        "tenant",
        "default",
        "id",
        "card-old",
        "eventType",
        "card.old",
        "versions",
        List.of(version(1, "retired", "shipped", Map.of())));
  }

  static Map<String, Object> version(
      int version, String state, String by, Map<String, Object> document) {
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("tenant", "default");
    made.put("id", "card-expiring");
    made.put("version", version);
    made.put("state", state);
    made.put("authors", List.of(by));
    made.put("submittedBy", by);
    made.put("submittedAt", AT);
    made.put("template", document);
    return made;
  }

  static Map<String, Object> draft(int revision, String by, String text) {
    return Map.of(
        "id",
        "card-expiring",
        "revision",
        revision,
        "authors",
        List.of(by),
        "basedOn",
        1,
        "updatedBy",
        by,
        "updatedAt",
        AT,
        "template",
        document(text));
  }

  /** With a key that the form does not have. */
  static Map<String, Object> document(String text) {
    return Map.of(
        "id",
        "card-expiring",
        "eventType",
        "card.expiring",
        "diacritics",
        "strip",
        "maxSegments",
        2,
        "links",
        "refuse",
        "variants",
        List.of(
            Map.of("locale", "vi", "text", text),
            Map.of(
                "locale",
                "en",
                "audience",
                Map.of("kinds", List.of("CITIZEN"), "livingAreas", List.of("K1")),
                "sender",
                "BHXHVN",
                "text",
                "Your card expires on {{ validTo | date }}")));
  }

  private static Map<String, Object> preview() {
    return preview(
        sent("typical", "BHXHVN: The BHYT xxxxxx9425 het han 31/12/2026", "GSM7", 46, 1));
  }

  static Map<String, Object> preview(Map<String, Object> typical) {
    return Map.of(
        "diagnostics",
        List.of(),
        "submitErrors",
        List.of(),
        "previews",
        List.of(
            typical,
            sent("longest", "BHXHVN: The BHYT xxxxxxxxxxxx9425 het han 31/12/2026", "GSM7", 52, 1),
            english()),
        "warnings",
        List.of(
            Map.of(
                "code",
                "ambiguous-words",
                "locale",
                "vi",
                "audience",
                Map.of("kinds", List.of(), "livingAreas", List.of()),
                "route",
                "viettel",
                "index",
                8,
                "detail",
                "\"thu phi\" is ambiguous without diacritics; reword it")));
  }

  private static Map<String, Object> english() {
    Map<String, Object> sent = sent("typical", "Your card expires on 31/12/2026", "GSM7", 31, 1);
    sent.put("locale", "en");
    sent.put("audience", Map.of("kinds", List.of("CITIZEN"), "livingAreas", List.of("K1")));
    return sent;
  }

  /** A message; in UCS-2 because of its first letter. */
  static Map<String, Object> sent(
      String sample, String text, String encoding, int units, int segments) {
    Map<String, Object> sent = new LinkedHashMap<>();
    sent.put("locale", "vi");
    sent.put("audience", Map.of("kinds", List.of(), "livingAreas", List.of()));
    sent.put("sample", sample);
    sent.put("route", "viettel");
    sent.put("text", text);
    sent.put("encoding", encoding);
    if (encoding.equals("UCS2")) {
      sent.put(
          "firstUcs2Character",
          Map.of("index", text.indexOf('ẻ'), "character", "ẻ", "codePoint", "U+1EBB"));
    }
    sent.put("units", units);
    sent.put("segments", segments);
    sent.put("cost", 300 * segments);
    return sent;
  }

  /** An error in the text in Vietnamese. */
  static Map<String, Object> wrong() {
    return Map.of(
        "diagnostics",
        List.of(
            Map.of(
                "pointer",
                "/variants/0/text",
                "code",
                "unknown-name",
                "detail",
                "titel does not exist; the fields are cardNo, validTo",
                "line",
                1,
                "column",
                45)));
  }

  private static Map<String, Object> history() {
    return Map.of(
        "entries",
        List.of(
            Map.of(
                "seq",
                41,
                "template",
                "card-expiring",
                "version",
                2,
                "action",
                "submit",
                "at",
                AT,
                "by",
                "user:hoa",
                "reason",
                "Thêm dấu",
                "detail",
                Map.of())));
  }

  private static Map<String, Object> type() {
    return Map.of(
        "name",
        "card.expiring",
        "title",
        "A health insurance card expires soon",
        "schema",
        Map.of(
            "required",
            List.of("cardNo"),
            "properties",
            Map.of(
                "cardNo",
                Map.of(
                    "title", "The number of the card", "examples", List.of("HC4010110129425")))));
  }
}
