package dev.notifier.api.app;

import static dev.notifier.api.app.AuditedApi.ok;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;

/** Commands that {@link AuditIT} calls once each. */
final class AuditedCommands {
  private AuditedCommands() {}

  static void consents(OperatorClient lan, RunningApi api) {
    String consents =
        "{\"consents\":[{\"phone\":\"0391234598\",\"note\":\"secretive\",\"channel\":\"office\"}]}";
    ok(lan.post("/v1/consents", consents));
    ok(lan.post("/v1/consents/withdraw", consents));
    String wrong =
        "{\"wrongPersons\":[{\"phone\":\"0391234598\",\"personRef\":\"secretive\",\"channel\":\"office\"}]}";
    ok(lan.post("/v1/wrong-persons", wrong));
    ok(lan.post("/v1/wrong-persons/withdraw", wrong));
    ok(lan.post("/v1/wrong-persons/search", "{\"phone\":\"0391234598\"}"));
    ok(lan.post("/v1/consents/search", "{\"phone\":\"0391234598\"}"));
    ok(
        api.send(
            api.request("/v1/do-not-call")
                .header("Content-Type", "text/csv")
                .PUT(BodyPublishers.ofString("phone\n0391234598\n"))
                .build()));
    ok(
        api.send(
            api.request("/v1/ported-numbers/import")
                .header("Content-Type", "text/csv")
                .POST(
                    BodyPublishers.ofString("phone,carrier,portedAt\n0391234598,itel,2026-11-01\n"))
                .build()));
  }

  /** Returns what must not be in the audit. */
  static List<String> webhooks(OperatorClient lan) {
    Reply created =
        lan.post(
            "/v1/webhooks",
            "{\"name\":\"audited\",\"url\":\"https://portal.example/secretive-token\"}");
    ok(created);
    String webhook = "/v1/webhooks/" + created.json().path("id").asString();
    ok(lan.patch(webhook, "{\"batchSize\":10}", ""));
    Reply rotated = lan.post(webhook + "/rotate", "{}");
    ok(rotated);
    ok(lan.post(webhook + "/suspend", ""));
    ok(lan.post(webhook + "/resume", ""));
    ok(lan.post(webhook + "/replay", "{\"from\":\"" + Instant.now().minusSeconds(60) + "\"}"));
    ok(lan.post(webhook + "/test", ""));
    ok(lan.delete(webhook, ""));
    return List.of(
        "secretive-token",
        created.json().path("secret").asString(),
        rotated.json().path("secret").asString());
  }
}
