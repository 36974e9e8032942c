package dev.notifier.console.knowledge;

import dev.notifier.console.server.StubApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the HTTP interface answers about one entry in every state. */
final class KnowledgeExamples {
  private static final String AT = "2026-12-01T01:00:00Z";
  private static final String BASE = "/v1/knowledge/card-validity";
  private static final String QUESTION = "Thẻ BHYT hết hạn khi nào";

  private KnowledgeExamples() {}

  /** An entry with a published version, one in review and a draft; and open questions. */
  static void answer(StubApi api) {
    api.answer("GET", "/v1/knowledge", 200, Map.of("entries", List.of(listed())));
    api.answer("GET", BASE, 200, entry());
    api.answer("GET", BASE + "/versions/2", 200, version("user:hoa"));
    api.answer("GET", BASE + "/draft", 200, draft(3, "user:lan", QUESTION));
    api.answer("PUT", BASE + "/draft", 200, draft(4, "user:lan", QUESTION));
    api.answer("GET", "/v1/knowledge/unanswered", 200, questions());
    api.answer("POST", "/v1/knowledge/search", 200, found());
  }

  private static Map<String, Object> listed() {
    Map<String, Object> listed = new LinkedHashMap<>();
    listed.put("tenant", "default");
    listed.put("id", "card-validity");
    listed.put("version", 1);
    listed.put("since", AT);
    listed.put("inReview", 2);
    listed.put("draftRevision", 3);
    listed.put("titles", Map.of("vi", "Thẻ BHYT còn hạn không"));
    listed.put("questions", 12);
    listed.put("owner", "Phòng Thu");
    listed.put("tags", List.of("card.expiring"));
    listed.put("validUntil", "2026-12-31");
    return listed;
  }

  private static Map<String, Object> entry() {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("tenant", "default");
    entry.put("id", "card-validity");
    entry.put("version", 1);
    entry.put("since", AT);
    entry.put("inReview", 2);
    entry.put("draftRevision", 3);
    entry.put("published", document("Thẻ còn hạn không"));
    entry.put(
        "versions", List.of(state(2, "in-review", "user:hoa"), state(1, "published", "shipped")));
    return entry;
  }

  private static Map<String, Object> state(int version, String state, String by) {
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("version", version);
    made.put("state", state);
    made.put("authors", List.of(by));
    made.put("submittedBy", by);
    made.put("submittedAt", AT);
    return made;
  }

  static Map<String, Object> version(String by) {
    return Map.of(
        "tenant",
        "default",
        "id",
        "card-validity",
        "state",
        state(2, "in-review", by),
        "entry",
        document(QUESTION));
  }

  static Map<String, Object> draft(int revision, String by, String question) {
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("id", "card-validity");
    draft.put("revision", revision);
    draft.put("authors", List.of(by));
    draft.put("updatedBy", by);
    draft.put("updatedAt", AT);
    draft.put("entry", document(question));
    draft.put("warnings", List.of());
    return draft;
  }

  /** With a key that the form does not have. */
  static Map<String, Object> document(String question) {
    return Map.of(
        "owner",
        "Phòng Thu",
        "tags",
        List.of("card.expiring"),
        "later",
        "kept",
        "variants",
        List.of(
            Map.of(
                "language",
                "vi",
                "title",
                "Thẻ BHYT còn hạn không",
                "questions",
                List.of(question, "Kiểm tra hạn thẻ BHYT"),
                "sms",
                "BHXHVN: Soạn BH THE gửi {{ reply.address }}",
                "long",
                "Soạn tin BH THE kèm mã thẻ BHYT gửi đến đầu số.")));
  }

  private static Map<String, Object> questions() {
    return Map.of(
        "questions",
        List.of(
            question("the cua toi bi khoa", "the cua toi bi khoa"),
            question("the # bi thu hoi", "the bi thu hoi")));
  }

  private static Map<String, Object> question(String text, String group) {
    return Map.of(
        "language",
        "vi",
        "group",
        group,
        "text",
        text,
        "times",
        7,
        "firstAt",
        AT,
        "lastAt",
        AT,
        "nearest",
        "card-validity",
        "score",
        0.21);
  }

  private static Map<String, Object> found() {
    return Map.of(
        "language",
        "vi",
        "certain",
        true,
        "decision",
        "answer",
        "matches",
        List.of(
            match("card-validity", 0.78, "Thẻ BHYT còn hạn không"),
            match("card-lost", 0.31, "Mất thẻ BHYT"),
            match("office", 0.12, "Giờ làm việc")));
  }

  static Map<String, Object> match(String id, double score, String title) {
    return Map.of(
        "id",
        id,
        "score",
        score,
        "title",
        title,
        "sms",
        "BHXHVN: Soạn BH THE gửi {{ reply.address }}",
        "long",
        "",
        "tags",
        List.of());
  }
}
