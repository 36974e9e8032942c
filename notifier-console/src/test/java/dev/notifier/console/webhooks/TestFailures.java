package dev.notifier.console.webhooks;

import dev.notifier.console.server.StubApi;
import java.util.List;
import java.util.Map;

/** A change that a receiver has refused. */
final class TestFailures {
  static final String NOTIFICATION = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";

  private TestFailures() {}

  /** Has the stub answer with it. */
  static void answer(StubApi api, String webhook) {
    api.answer(
        "GET",
        "/v1/webhooks/" + webhook + "/failures",
        200,
        Map.of(
            "failures",
            List.of(
                Map.of(
                    "notificationId",
                    NOTIFICATION,
                    "state",
                    "DELIVERED",
                    "failedAt",
                    "2026-12-01T01:00:00Z",
                    "attempts",
                    5,
                    "status",
                    400,
                    "error",
                    "The receiver answered 400"))));
  }
}
