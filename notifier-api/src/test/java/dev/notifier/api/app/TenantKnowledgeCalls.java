package dev.notifier.api.app;

import dev.notifier.api.app.TenantCalls.Call;
import dev.notifier.api.app.TenantCalls.Outcome;
import java.util.List;
import java.util.Map;

/** The requests of {@link TenantCalls} about the knowledge base. */
final class TenantKnowledgeCalls {
  private static final String PATH = "/v1/knowledge";

  /** A shipped entry, which all may read. */
  private static final String SHIPPED = PATH + "/card-validity";

  private static final String DRAFT = PATH + "/" + TenantData.ENTRY_DRAFT;

  static final String ENTRY =
      """
      {"owner":"office","variants":[{"language":"vi","title":"%s","questions":["%s"],
       "sms":"BHXHVN: 1","long":"1"}]}\
      """;

  private TenantKnowledgeCalls() {}

  static void add(Map<String, List<Call>> calls) {
    calls.put("get /v1/knowledge", List.of(new Call(PATH, Outcome.READABLE)));
    calls.put("get /v1/knowledge/feed", List.of(new Call(PATH + "/feed", Outcome.READABLE)));
    calls.put(
        "post /v1/knowledge/search",
        List.of(new Call(PATH + "/search", "{\"text\":\"the bhyt het han\"}", Outcome.READABLE)));
    calls.put(
        "get /v1/knowledge/unanswered", List.of(new Call(PATH + "/unanswered", Outcome.NOTHING)));
    calls.put("get /v1/knowledge/scores", List.of(new Call(PATH + "/scores", Outcome.NOTHING)));
    calls.put(
        "post /v1/knowledge/unanswered/dismiss",
        List.of(
            new Call(
                PATH + "/unanswered/dismiss",
                "{\"language\":\"vi\",\"group\":\"x\"}",
                Outcome.OWN)));
    calls.put(
        "get /v1/knowledge/{id}",
        List.of(new Call(SHIPPED, Outcome.READABLE), new Call(DRAFT, Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/knowledge/{id}/versions/{version}",
        List.of(
            new Call(SHIPPED + "/versions/1", Outcome.NOT_FOUND),
            new Call(DRAFT + "/versions/1", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/knowledge/{id}/draft", List.of(new Call(DRAFT + "/draft", Outcome.NOT_FOUND)));
    calls.put(
        "put /v1/knowledge/{id}/draft",
        List.of(new Call(SHIPPED + "/draft", ENTRY.formatted("x", "x"), Outcome.OWN)));
    calls.put(
        "delete /v1/knowledge/{id}/draft", List.of(new Call(DRAFT + "/draft", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/knowledge/{id}/draft/submit",
        List.of(new Call(DRAFT + "/draft/submit", "{}", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/knowledge/{id}/draft/questions",
        List.of(
            new Call(
                DRAFT + "/draft/questions",
                "{\"language\":\"vi\",\"question\":\"x\"}",
                Outcome.NOT_FOUND)));
    for (String action : List.of("publish", "reject")) {
      calls.put(
          "post /v1/knowledge/{id}/versions/{version}/" + action,
          List.of(
              new Call(DRAFT + "/versions/1/" + action, "{\"reason\":\"x\"}", Outcome.NOT_FOUND)));
    }
    calls.put(
        "post /v1/knowledge/{id}/roll-back",
        List.of(
            new Call(DRAFT + "/roll-back", "{\"version\":1,\"reason\":\"x\"}", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/knowledge/{id}/withdraw",
        List.of(new Call(DRAFT + "/withdraw", "{\"reason\":\"x\"}", Outcome.NOT_FOUND)));
  }
}
