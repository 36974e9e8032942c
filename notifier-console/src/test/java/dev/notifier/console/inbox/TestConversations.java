package dev.notifier.console.inbox;

import dev.notifier.console.server.StubApi;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation with a message, its notification, and a note. */
final class TestConversations {
  static final String ID = "0193807a-5f3c-5b21-9c44-1f0e8a6d2b57";
  private static final String AT = "2026-12-01T01:00:00Z";

  private TestConversations() {}

  /** Has the stub answer with it. */
  static void answer(StubApi api, @Nullable String assignee) {
    answer(api, assignee, "+84912***678");
  }

  /** Has the stub answer with it, with the number as the account may see it. */
  static void answer(StubApi api, @Nullable String assignee, String phone) {
    Map<String, Object> conversation =
        map(
            "id",
            ID,
            "state",
            assignee == null ? "open" : "assigned",
            "phone",
            phone,
            "address",
            "8079",
            "topic",
            "inbox",
            "language",
            "vi",
            "assignee",
            assignee,
            "callBack",
            false,
            "waitingSince",
            AT,
            "changedAt",
            AT,
            "version",
            3);
    Map<String, Object> all = map("conversations", List.of(conversation), "next", null);
    api.answer("GET", "/v1/inbox", 200, all);
    api.answer("POST", "/v1/inbox/search", 200, all);
    api.answer(
        "GET",
        "/v1/inbox/" + ID,
        200,
        map(
            "conversation",
            conversation,
            "messages",
            List.of(message()),
            "entries",
            List.of(lost(), note()),
            "next",
            null));
    for (String command :
        List.of("assign", "answer", "note", "hand-over", "close", "reopen", "correct")) {
      api.answer("POST", "/v1/inbox/" + ID + "/" + command, 200, conversation);
    }
    api.answer(
        "GET",
        "/v1/knowledge",
        200,
        map(
            "entries",
            List.of(map("id", "card", "titles", Map.of("vi", "Đổi thẻ", "en", "Renew a card"))),
            "next",
            null));
  }

  private static Map<String, Object> message() {
    return map(
        "id",
        "m1",
        "receivedAt",
        AT,
        "text",
        "Lúa <script>alert(1)</script>'\"",
        "rule",
        Map.of("key", "inbox", "text", "No rule matches"),
        "reason",
        Map.of("key", "inbound.reason.no-rule", "text", "No rule matches"),
        "answers",
        List.of(),
        "notification",
        map(
            "notificationId",
            ID,
            "type",
            "card.expiring",
            "arrived",
            false,
            "text",
            "BHXHVN: The cua ban sap het han",
            "at",
            AT),
        "candidates",
        List.of(),
        "repeats",
        0,
        "correction",
        null);
  }

  private static Map<String, Object> note() {
    return map(
        "number", 1,
        "at", "2026-12-01T01:02:00Z",
        "kind", "noted",
        "actor", "user:minh",
        "text", "Waits for the archive",
        "detail", null,
        "answer", null);
  }

  private static Map<String, Object> lost() {
    return map(
        "number", 2,
        "at", "2026-12-01T01:03:00Z",
        "kind", "not-arrived",
        "actor", "notifier",
        "text", null,
        "detail", "RECEIPT_UNDELIVERED",
        "answer", null);
  }

  /** A map whose values may be null. */
  private static Map<String, Object> map(@Nullable Object... fields) {
    Map<String, Object> map = new LinkedHashMap<>();
    List<@Nullable Object> all = Arrays.asList(fields);
    for (int i = 0; i < all.size(); i += 2) {
      map.put(String.valueOf(all.get(i)), all.get(i + 1));
    }
    return map;
  }
}
