package dev.notifier.api.app;

import static dev.notifier.api.app.AuditedApi.ok;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.StoredBatch;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Commands about batches that {@link AuditIT} calls once each. */
final class AuditedBatches {
  private static final StoredBatch.Type TYPE =
      new StoredBatch.Type("card.expiring", 1, "card-expiring", 1);

  private AuditedBatches() {}

  static void sendAll(OperatorClient lan, RunningApi api, DataSource database) {
    BatchStore batches = new BatchStore(database);
    Reply made =
        api.send(
            api.request("/v1/batches?type=card.expiring&name=audited")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("phone\n0391234567\n"))
                .build());
    ok(made);
    Reply announced =
        api.send(
            api.request("/v1/batches?type=card.expiring&name=announced")
                .header("Content-Type", "text/csv")
                .header("Upload-Complete", "?0")
                .POST(BodyPublishers.noBody())
                .build());
    ok(announced);
    ok(
        api.send(
            api.request("/v1/batches/" + announced.json().path("batchId").asString() + "/file")
                .header("Content-Type", "application/partial-upload")
                .header("Upload-Offset", "0")
                .method("PATCH", BodyPublishers.ofString("phone\n0391234568\n"))
                .build()));
    UUID id = UUID.fromString(made.json().path("batchId").asString());
    String path = "/v1/batches/" + id;
    ready(batches, id);
    ok(lan.post(path + "/settings", "{\"headerRow\":1}"));
    ready(batches, id);
    Reply ordered = lan.post(path + "/dry-run", "");
    ok(ordered);
    String dryRun = ordered.json().path("dryRunId").asString();
    new DryRunStore(database)
        .finish(
            UUID.fromString(dryRun),
            "{\"skipped\":[],\"encodings\":[],\"routes\":[],\"ucs2Characters\":[],\"samples\":[]}",
            1);
    ok(lan.post(path + "/release", "{\"dryRunId\":\"" + dryRun + "\",\"reason\":\"October\"}"));
    ok(lan.patch(path + "/pace", "{\"maxPerSecond\":5}", ""));
    ok(lan.post(path + "/pause", ""));
    ok(lan.post(path + "/resume", ""));
    ok(lan.post(path + "/cancel", ""));
    JdbcTemplate jdbc = new JdbcTemplate(database);
    jdbc.update("update batches set state = 'DONE' where id = ?", id);
    BatchOutcomeIT.count(jdbc, id, "REJECTED", "CARRIER_REJECTED", 1);
    ok(lan.post(path + "/retry", ""));
  }

  private static void ready(BatchStore batches, UUID id) {
    batches.ready(
        batches.find(id).orElseThrow(), TYPE, new StoredBatch.Lines(1, 1, 0, 1, 0, 0), summary());
  }

  private static String summary() {
    return """
    {"encoding":"utf-8","delimiter":",","sheet":null,"headerRow":1,"header":["phone"],
     "columns":[],"ignoredColumns":[],"hiddenRows":0,"blankRows":0,"faults":[],"repairs":[],
     "duplicates":0,"repeated":{"numbers":0,"lines":0}}
    """;
  }
}
