package dev.notifier.api.batchlines;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.FaultRow;
import dev.notifier.store.batches.StoredBatch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The requests that look at lines of a batch. */
@RestController
final class BatchLinesController {
  private static final String BATCH = "/v1/batches/{batchId}";

  private static final Pattern UUID_FORM =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,8}");
  private static final int FIRST = 1;
  private static final int USUAL = 10;
  private static final int MOST = 50;

  private final BatchStore batches;
  private final BatchLines lines;
  private final LinePreview preview;
  private final LookupAudit lookups;
  private final WorkLimit work;

  BatchLinesController(
      BatchStore batches,
      BatchLines lines,
      LinePreview preview,
      LookupAudit lookups,
      WorkLimit work) {
    this.batches = batches;
    this.lines = lines;
    this.preview = preview;
    this.lookups = lookups;
    this.work = work;
  }

  @GetMapping(BATCH + "/faults")
  @RequiresScope(Scope.BATCHES_READ)
  FaultsDocument faults(@PathVariable String batchId, HttpServletRequest http) {
    Caller caller = Caller.of(http);
    StoredBatch batch = read(caller, batchId);
    String summary = batch.summary();
    if (summary == null) {
      // Its lines are those of another batch.
      return new FaultsDocument(List.of());
    }
    List<FaultRow> rows = work.call(() -> StoreAccess.call(() -> lines.faultRows(batch.id())));
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    if (clear && !rows.isEmpty()) {
      lookups.seen(http, "getBatchFaults", Map.of("batch", batch.id(), "lines", rows.size()));
    }
    return FaultsDocument.of(JsonMapper.shared().readTree(summary).path("faults"), rows, clear);
  }

  @GetMapping(BATCH + "/lines")
  @RequiresScope(Scope.BATCHES_READ)
  LinesDocument lines(
      @PathVariable String batchId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String lines,
      HttpServletRequest http) {
    int first = number("from", from, FIRST, Integer.MAX_VALUE);
    int most = number("lines", lines, USUAL, MOST);
    Caller caller = Caller.of(http);
    StoredBatch batch = read(caller, batchId);
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    LinesDocument page = work.call(() -> preview.of(batch, first, most, clear));
    if (clear && !page.lines().isEmpty()) {
      lookups.seen(
          http,
          "getBatchLines",
          Map.of("batch", batch.id(), "from", first, "lines", page.lines().size()));
    }
    return page;
  }

  /** A batch whose lines are there. */
  private StoredBatch read(Caller caller, String id) {
    if (!UUID_FORM.matcher(id).matches()) {
      throw new ProblemException(ErrorCode.BATCH_NOT_FOUND);
    }
    UUID parsed = UUID.fromString(id);
    StoredBatch batch =
        StoreAccess.call(() -> batches.find(caller.tenant(), parsed))
            .orElseThrow(() -> new ProblemException(ErrorCode.BATCH_NOT_FOUND));
    boolean isRead =
        batch.type().version() != null
            && batch.state() != BatchState.PARSING
            && batch.times().cleared() == null;
    if (!isRead) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    return batch;
  }

  private static int number(String name, @Nullable String text, int usual, int most) {
    if (text == null) {
      return usual;
    }
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (number < 1 || number > most) {
      String range = most == Integer.MAX_VALUE ? "of at least 1" : "from 1 to " + most;
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              name + " is invalid. Send a whole number " + range + "."));
    }
    return number;
  }
}
