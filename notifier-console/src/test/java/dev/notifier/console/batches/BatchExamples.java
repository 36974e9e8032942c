package dev.notifier.console.batches;

import dev.notifier.console.server.StubApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Batches and dry runs as the HTTP interface shows them. */
final class BatchExamples {
  static final String ID = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";
  static final String DRY_RUN = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b58";
  static final String PATH = "/v1/batches/" + ID;
  static final String DRY_RUN_PATH = PATH + "/dry-runs/" + DRY_RUN;
  static final String PAGE = "batches/" + ID;
  static final String DRY_RUN_PAGE = PAGE + "/dry-runs/" + DRY_RUN;

  /** Why a batch has stopped by itself. The sentence is one that the console does not know. */
  static final Map<String, Object> STOPPED =
      Map.of(
          "reason",
          "312 of 1450 lines failed",
          "cause",
          Map.of(
              "code",
              "undelivered",
              "failures",
              Map.of("failed", 312, "lines", 1450, "minutes", 10, "reason", "CARRIER_REJECTED")));

  static final Map<String, Object> PAUSED_BY_PERSON =
      Map.of("reason", "Lan has paused it", "cause", Map.of("code", "by-person"));

  private BatchExamples() {}

  /** A batch that lan has sent, before its release. */
  static Map<String, Object> batch(String state) {
    Map<String, Object> batch = new HashMap<>();
    batch.put("batchId", ID);
    batch.put("version", 7);
    batch.put("name", "Cards, October");
    batch.put("type", "card.expiring");
    batch.put("state", state);
    batch.put("typeVersion", 1);
    batch.put("template", "card-expiring");
    batch.put("templateVersion", 3);
    batch.put("file", Map.of("kind", "csv", "bytes", 23_200_112));
    batch.put("settings", Map.of());
    batch.put("lines", Map.of("read", 200_000, "valid", 199_960, "refused", 40, "fed", 0));
    batch.put("summary", summary());
    batch.put("pace", Map.of());
    batch.put("createdBy", "user:lan");
    batch.put("createdAt", "2026-12-01T01:00:00Z");
    batch.put("changedAt", "2026-12-01T01:00:20Z");
    return batch;
  }

  /** A batch with other values. */
  static Map<String, Object> batch(String state, Map<String, Object> others) {
    Map<String, Object> batch = batch(state);
    batch.putAll(others);
    return batch;
  }

  /** A batch of another person, which was released. */
  static Map<String, Object> released(String state, Map<String, Object> others) {
    Map<String, Object> batch = batch(state);
    batch.put("dryRunId", DRY_RUN);
    batch.put("createdBy", "user:minh");
    batch.put("requestedBy", "user:minh");
    batch.put("releasedBy", "user:lan");
    batch.put("releasedAt", "2026-12-01T01:02:00Z");
    batch.put(
        "pace",
        Map.of("sendingHours", Map.of("from", "07:00", "until", "21:00"), "maxPerSecond", 300));
    batch.put("progress", progress());
    batch.putAll(others);
    return batch;
  }

  private static Map<String, Object> summary() {
    Map<String, Object> summary = new HashMap<>();
    summary.put("encoding", "utf-8");
    summary.put("delimiter", ";");
    summary.put("headerRow", 1);
    summary.put("header", List.of("Số điện thoại", "cardNo", "Ghi chú"));
    summary.put(
        "columns",
        List.of(
            Map.of("column", "Số điện thoại", "field", "phone"),
            Map.of("column", "cardNo", "field", "cardNo")));
    summary.put("ignoredColumns", List.of("Ghi chú"));
    summary.put("hiddenRows", 0);
    summary.put("blankRows", 2);
    summary.put(
        "faults",
        List.of(
            Map.of("kind", "not-mobile", "lines", 28), Map.of("kind", "no-route", "lines", 12)));
    summary.put("repairs", List.of(Map.of("kind", "leading-zero", "lines", 118)));
    summary.put("duplicates", 12);
    summary.put("repeated", Map.of("numbers", 0, "lines", 0));
    return summary;
  }

  private static Map<String, Object> progress() {
    Map<String, Object> progress = new HashMap<>();
    progress.put("fed", 120_000);
    progress.put("notFed", 79_960);
    progress.put("planned", 119_900);
    progress.put("waiting", 400);
    progress.put("submitted", 212);
    progress.put("delivered", 117_000);
    progress.put("failed", List.of(Map.of("reason", "RECEIPT_UNDELIVERED", "lines", 2_200)));
    progress.put("skipped", List.of(Map.of("reason", "OPTED_OUT", "lines", 88)));
    progress.put("cancelled", 0);
    progress.put("noReceipt", 0);
    progress.put("withCarriers", 119_412);
    return progress;
  }

  /** Lines of which one is refused, and one has its number in the directory. */
  static Map<String, Object> lines() {
    Map<String, Object> refused = line(3, null, null);
    refused.put(
        "faults",
        List.of(
            Map.of(
                "kind",
                "not-mobile",
                "column",
                "A",
                "name",
                "Số điện thoại",
                "detail",
                "Correct.")));
    Map<String, Object> later = line(4, null, null);
    later.put("reason", "NUMBER_IN_DIRECTORY");
    Map<String, Object> sent =
        line(2, "+84391234567", "BHXHVN: The BHYT cua Ba Lo Thi Mai het han <b>31/12/2026</b>.");
    sent.put("route", "viettel");
    return Map.of("lines", List.of(sent, refused, later), "next", 12);
  }

  private static Map<String, Object> line(int row, @Nullable String phone, @Nullable String text) {
    Map<String, Object> line = new HashMap<>();
    line.put("row", row);
    line.put("phone", phone);
    line.put("text", text);
    line.put("segments", text == null ? 0 : 1);
    line.put("faults", List.of());
    return line;
  }

  /** Two kinds of faults, of which one has rows. */
  static Map<String, Object> faults() {
    Map<String, Object> blank = new HashMap<>();
    blank.put("row", 1_048);
    blank.put("column", "A");
    blank.put("name", "Số điện thoại");
    blank.put("value", null);
    return Map.of(
        "faults",
        List.of(
            Map.of(
                "kind",
                "not-mobile",
                "lines",
                28,
                "rows",
                List.of(
                    Map.of("row", 17, "column", "A", "name", "Số điện thoại", "value", "<i>0391"),
                    blank)),
            Map.of("kind", "no-route", "lines", 12, "rows", List.of(Map.of("row", 18)))));
  }

  /** A dry run that is computed. */
  static Map<String, Object> dryRun() {
    Map<String, Object> result = new HashMap<>();
    result.put("skipped", List.of(Map.of("reason", "OPTED_OUT", "lines", 1_548)));
    result.put(
        "encodings",
        List.of(
            Map.of("encoding", "GSM7", "messages", 198_000, "segments", 198_000),
            Map.of("encoding", "UCS2", "messages", 412, "segments", 824)));
    result.put(
        "routes",
        List.of(
            Map.of(
                "route",
                "viettel",
                "messages",
                150_000,
                "segments",
                150_300,
                "cost",
                "45090000",
                "seconds",
                2_004),
            Map.of(
                "route",
                "vina",
                "messages",
                48_412,
                "segments",
                48_524,
                "cost",
                "16983400",
                "seconds",
                970)));
    result.put("ucs2Characters", List.of(Map.of("character", "ạ", "messages", 400)));
    result.put(
        "samples",
        List.of(
            sample(2, "BHXHVN: The BHYT xxxxxx9425 cua Ba Lo Thi Mai het han 31/12/2026."),
            sample(
                7,
                "BHXHVN: The BHYT xxxxxx2211 cua Ong Cong Tang Ton Nu Hoang Phuong het han"
                    + " 31/12/2026. Gia han truoc 31/12/2026 de khong gian doan quyen loi.")));
    Map<String, Object> dryRun = running();
    dryRun.put("messages", 198_412);
    dryRun.put("result", result);
    dryRun.put("completedAt", "2026-12-01T01:01:30Z");
    return dryRun;
  }

  private static Map<String, Object> sample(int line, String text) {
    return Map.of("line", line, "phone", "+84391234567", "text", text, "segments", 1);
  }

  /** A dry run that is being computed. */
  static Map<String, Object> running() {
    Map<String, Object> dryRun = new HashMap<>();
    dryRun.put("dryRunId", DRY_RUN);
    dryRun.put("batchId", ID);
    dryRun.put("createdBy", "user:lan");
    dryRun.put("createdAt", "2026-12-01T01:01:00Z");
    return dryRun;
  }

  /** Has the HTTP interface show a batch. */
  static void show(StubApi api, Map<String, Object> batch) {
    api.answer("GET", PATH, 200, batch);
  }

  /** Has the HTTP interface show a batch and its dry run. */
  static void show(StubApi api, Map<String, Object> batch, Map<String, Object> dryRun) {
    show(api, batch);
    api.answer("GET", DRY_RUN_PATH, 200, dryRun);
  }
}
