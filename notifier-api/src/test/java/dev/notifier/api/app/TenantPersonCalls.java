package dev.notifier.api.app;

import static dev.notifier.api.app.TenantData.ROUTE;

import dev.notifier.api.app.TenantCalls.Call;
import dev.notifier.api.app.TenantCalls.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The requests of {@link TenantCalls} for what is known of persons. */
final class TenantPersonCalls {
  private final TenantData data;

  TenantPersonCalls(TenantData data) {
    this.data = data;
  }

  /**
   * @param person the body of a request for a person of whom the national tenant has data
   */
  void addTo(Map<String, List<Call>> calls, String person) {
    calls.put(
        "post /v1/people/export", List.of(new Call("/v1/people/export", person, Outcome.NOTHING)));
    // They stay in the tenant's own audit, which an export has.
    calls.put(
        "post /v1/notifications/search",
        List.of(
            new Call("/v1/notifications/search", "{}", Outcome.NOTHING),
            new Call("/v1/notifications/search", person, Outcome.NOTHING)));
    calls.put(
        "post /v1/people/timeline",
        List.of(
            new Call(
                "/v1/people/timeline",
                person.replace("}", ",\"purpose\":\"question\"}"),
                Outcome.NOTHING)));
    calls.put(
        "post /v1/people/verify",
        List.of(
            new Call(
                "/v1/people/verify",
                person.replace("}", ",\"text\":\"unseen text\"}"),
                Outcome.OWN)));
    breach(calls);
    timeline(calls, person);
    optOuts(calls, person);
    consents(calls, person);
    wrongPersons(calls, person);
    inbox(calls, person);
    calls.put("post /v1/people/erase", List.of(new Call("/v1/people/erase", person, Outcome.OWN)));
    directory(calls, person);
  }

  private static void breach(Map<String, List<Call>> calls) {
    String touched =
        """
        {"what":"messages","route":"%s","from":"%s","to":"%s"}\
        """
            .formatted(ROUTE, Instant.now().minusSeconds(3600), Instant.now().plusSeconds(3600));
    calls.put(
        "post /v1/people/affected",
        List.of(
            new Call("/v1/people/affected", touched, Outcome.NOTHING),
            new Call(
                "/v1/people/affected",
                touched
                    .replace("messages", "look-ups")
                    .replace("\"route\":\"" + ROUTE, "\"key\":\"api"),
                Outcome.NOTHING),
            new Call(
                "/v1/people/affected",
                touched
                    .replace("messages", "directory")
                    .replace("\"route\":\"" + ROUTE, "\"key\":\"api"),
                Outcome.NOTHING)));
    calls.put(
        "post /v1/people/affected/subjects",
        List.of(new Call("/v1/people/affected/subjects", touched, Outcome.NOTHING)));
  }

  private void timeline(Map<String, List<Call>> calls, String person) {
    calls.put(
        "post /v1/people/timeline/entries",
        List.of(
            new Call(
                "/v1/people/timeline/entries",
                """
                {"id":"%s","channel":"hotline","phone":"%s","time":"%s","note":"own"}\
                """
                    .formatted(TenantData.ENTRY, TenantData.PHONE, Instant.now()),
                Outcome.OWN)));
    calls.put(
        "post /v1/people/timeline/links",
        List.of(
            new Call(
                "/v1/people/timeline/links",
                person.replace("}", ",\"purpose\":\"question\"}"),
                Outcome.OWN)));
    calls.put(
        "get /v1/people/timeline/links/{token}",
        List.of(new Call(data.timelineLink(), Outcome.NOT_FOUND)));
  }

  private static void directory(Map<String, List<Call>> calls, String person) {
    String reference = "{\"personRef\":\"" + TenantData.REFERENCE + "\"}";
    String own = "{\"personRef\":\"own\",\"phones\":[\"0861234567\"]}";
    calls.put(
        "post /v1/recipients/search",
        List.of(
            new Call("/v1/recipients/search", person, Outcome.NOTHING),
            new Call("/v1/recipients/search", reference, Outcome.NOTHING)));
    calls.put(
        "post /v1/recipients/delete",
        List.of(new Call("/v1/recipients/delete", reference, Outcome.OWN)));
    calls.put("put /v1/recipients", List.of(new Call("/v1/recipients", own, Outcome.OWN)));
    calls.put(
        "post /v1/recipients/load",
        List.of(new Call("/v1/recipients/load", own, Outcome.OWN, "application/x-ndjson")));
  }

  private static void optOuts(Map<String, List<Call>> calls, String person) {
    calls.put(
        "post /v1/opt-outs/search",
        List.of(new Call("/v1/opt-outs/search", person, Outcome.NOTHING)));
    String own =
        "{\"optOuts\":["
            + person.replace("}", ",\"purposes\":[\"ADVERTISING\"],\"channel\":\"own\"}")
            + "]}";
    calls.put(
        "post /v1/opt-outs/import",
        List.of(new Call("/v1/opt-outs/import", "phone\n", Outcome.OWN, "text/csv")));
    calls.put("post /v1/opt-outs", List.of(new Call("/v1/opt-outs", own, Outcome.OWN)));
    calls.put(
        "post /v1/opt-outs/withdraw", List.of(new Call("/v1/opt-outs/withdraw", own, Outcome.OWN)));
  }

  private static void wrongPersons(Map<String, List<Call>> calls, String person) {
    calls.put(
        "post /v1/wrong-persons/search",
        List.of(new Call("/v1/wrong-persons/search", person, Outcome.NOTHING)));
    String own =
        "{\"wrongPersons\":["
            + person.replace("}", ",\"personRef\":\"own\",\"channel\":\"own\"}")
            + "]}";
    calls.put("post /v1/wrong-persons", List.of(new Call("/v1/wrong-persons", own, Outcome.OWN)));
    calls.put(
        "post /v1/wrong-persons/withdraw",
        List.of(new Call("/v1/wrong-persons/withdraw", own, Outcome.OWN)));
  }

  private static void consents(Map<String, List<Call>> calls, String person) {
    calls.put(
        "post /v1/consents/search",
        List.of(new Call("/v1/consents/search", person, Outcome.NOTHING)));
    String own =
        "{\"consents\":[" + person.replace("}", ",\"note\":\"own\",\"channel\":\"own\"}") + "]}";
    calls.put("post /v1/consents", List.of(new Call("/v1/consents", own, Outcome.OWN)));
    calls.put(
        "post /v1/consents/withdraw", List.of(new Call("/v1/consents/withdraw", own, Outcome.OWN)));
    calls.put("get /v1/do-not-call", List.of(new Call("/v1/do-not-call", Outcome.READABLE)));
    calls.put(
        "put /v1/do-not-call",
        List.of(new Call("/v1/do-not-call", "phone\n", Outcome.DEFAULT_TENANT_ONLY, "text/csv")));
    calls.put(
        "post /v1/ported-numbers/import",
        List.of(
            new Call(
                "/v1/ported-numbers/import",
                "phone,carrier,portedAt\n",
                Outcome.DEFAULT_TENANT_ONLY,
                "text/csv")));
  }

  private void inbox(Map<String, List<Call>> calls, String person) {
    calls.put("get /v1/inbox", List.of(new Call("/v1/inbox", Outcome.NOTHING)));
    calls.put(
        "get /v1/inbox/figures", List.of(new Call("/v1/inbox/figures?days=7", Outcome.NOTHING)));
    calls.put(
        "post /v1/inbox/search", List.of(new Call("/v1/inbox/search", person, Outcome.NOTHING)));
    String path = "/v1/inbox/" + data.conversation();
    calls.put("get /v1/inbox/{conversationId}", List.of(new Call(path, Outcome.NOT_FOUND)));
    Map<String, String> bodies =
        Map.of(
            "assign", "{\"assignee\":\"me\"}",
            "answer", "{\"text\":\"own\"}",
            "note", "{\"text\":\"own\"}",
            "close", "{\"reason\":\"own\"}",
            "reopen", "",
            "correct",
                "{\"messageId\":\"%s\",\"correction\":\"opt-out\"}".formatted(data.conversation()));
    bodies.forEach((action, body) ->
        calls.put(
            "post /v1/inbox/{conversationId}/" + action,
            List.of(new Call(path + "/" + action, body, Outcome.NOT_FOUND))));
    calls.put(
        "post /v1/inbox/{conversationId}/hand-over",
        List.of(new Call(path + "/hand-over", "{}", Outcome.NOT_FOUND)));
  }
}
