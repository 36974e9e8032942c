package dev.notifier.api.app;

import dev.notifier.api.app.TenantCalls.Call;
import dev.notifier.api.app.TenantCalls.Outcome;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What each operation about batches answers a caller of another tenant. */
final class TenantBatchCalls {
  private static final String PATH = "/v1/batches";

  private TenantBatchCalls() {}

  /**
   * @param batch of the national tenant
   */
  static void add(Map<String, List<Call>> calls, UUID batch) {
    String path = PATH + "/" + batch;
    calls.put(
        "post /v1/batches",
        List.of(
            new Call(PATH + "?type=card.expiring&name=own", "phone\n", Outcome.OWN, "text/csv")));
    calls.put(
        "patch /v1/batches/{batchId}/file",
        List.of(
            new Call(path + "/file", "phone\n", Outcome.NOT_FOUND, "application/partial-upload")));
    calls.put("get /v1/batches", List.of(new Call(PATH, Outcome.READABLE)));
    calls.put("get /v1/batches/{batchId}", List.of(new Call(path, Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/batches/{batchId}/settings",
        List.of(new Call(path + "/settings", "{}", Outcome.NOT_FOUND)));
    calls.put(
        "post /v1/batches/{batchId}/release",
        List.of(
            new Call(path + "/release", "{\"dryRunId\":\"" + batch + "\"}", Outcome.NOT_FOUND)));
    for (String action : List.of("dry-run", "pause", "resume", "cancel", "retry")) {
      calls.put(
          "post /v1/batches/{batchId}/" + action,
          List.of(new Call(path + "/" + action, "", Outcome.NOT_FOUND)));
    }
    for (String part : List.of("faults", "lines", "dry-runs")) {
      calls.put(
          "get /v1/batches/{batchId}/" + part,
          List.of(new Call(path + "/" + part, Outcome.NOT_FOUND)));
    }
    calls.put(
        "patch /v1/batches/{batchId}/pace",
        List.of(new Call(path + "/pace", "{\"maxPerSecond\":5}", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/batches/{batchId}/dry-runs/{dryRunId}",
        List.of(new Call(path + "/dry-runs/" + batch, Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/batches/{batchId}/report", List.of(new Call(path + "/report", Outcome.NOT_FOUND)));
    calls.put(
        "get /v1/batches/{batchId}/outcome",
        List.of(new Call(path + "/outcome", Outcome.NOT_FOUND)));
    for (String kind : List.of("csv", "xlsx")) {
      calls.put(
          "get /v1/event-types/{name}/example." + kind,
          List.of(new Call("/v1/event-types/card.expiring/example." + kind, Outcome.READABLE)));
    }
  }
}
