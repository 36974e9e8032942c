package dev.notifier.api.batches;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.body.PacedOutput;
import dev.notifier.api.body.RequestBody;
import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.line.BatchField;
import dev.notifier.batchfiles.report.ExampleFile;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.StoredBatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests that fetch files: lines that cannot be sent, and examples. */
@RestController
final class BatchFilesController {
  /** Each one has a thread and a chunk in memory. */
  private static final int MAX_REPORTS = 4;

  /** Whether each line has ended. */
  private static final String BATCH_FINAL = "X-Batch-Final";

  private final BatchCommands batches;
  private final RefusedReport report;
  private final OutcomeReport outcome;
  private final EventTypeRegistry types;
  private final LookupAudit lookups;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Semaphore sending = new Semaphore(MAX_REPORTS);

  /**
   * @param nanos a monotonic clock
   */
  BatchFilesController(
      BatchCommands batches,
      RefusedReport report,
      OutcomeReport outcome,
      EventTypeRegistry types,
      LookupAudit lookups,
      InstantSource clock,
      LongSupplier nanos) {
    this.batches = batches;
    this.report = report;
    this.outcome = outcome;
    this.types = types;
    this.lookups = lookups;
    this.clock = clock;
    this.nanos = nanos;
  }

  @GetMapping("/v1/batches/{batchId}/report")
  @RequiresScope(Scope.BATCHES_READ)
  void report(
      @PathVariable String batchId,
      @RequestParam(required = false) @Nullable String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    FileKind kind = kind(format);
    requireNoBody(request);
    Caller caller = Caller.of(request);
    StoredBatch batch =
        batches.find(caller, BatchesController.id(batchId, ErrorCode.BATCH_NOT_FOUND));
    caller.require(Scope.PERSONAL_DATA_READ);
    boolean isRead =
        batch.summary() != null
            && batch.state() != BatchState.PARSING
            && batch.times().cleared() == null;
    if (!isRead) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    if (!sending.tryAcquire()) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      lookups.seen(
          request, "getBatchReport", Map.of("batch", batch.id(), "lines", batch.lines().refused()));
      begin(response, kind, "refused-" + batch.id());
      if (HttpMethod.GET.matches(request.getMethod())) {
        report.write(batch, kind, new PacedOutput(response.getOutputStream(), nanos));
      }
    } finally {
      sending.release();
    }
  }

  @GetMapping("/v1/batches/{batchId}/outcome")
  @RequiresScope(Scope.BATCHES_READ)
  void outcome(
      @PathVariable String batchId,
      @RequestParam(required = false) @Nullable String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    FileKind kind = kind(format);
    requireNoBody(request);
    Caller caller = Caller.of(request);
    StoredBatch batch =
        batches.find(caller, BatchesController.id(batchId, ErrorCode.BATCH_NOT_FOUND));
    if (batch.times().released() == null) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    if (kind == FileKind.XLSX && batch.lines().valid() >= FileLimits.MAX_SHEET_ROWS) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER, "A sheet has no room for so many lines. Send csv."));
    }
    if (!sending.tryAcquire()) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      // Its counters and then its lines are read after this moment.
      OutcomeReport.Heading heading =
          new OutcomeReport.Heading(
              clock.instant().truncatedTo(ChronoUnit.SECONDS),
              outcome.isFinal(batch),
              caller.has(Scope.PERSONAL_DATA_READ) && caller.has(Scope.EXPORT));
      lookups.seen(
          request,
          "getBatchOutcome",
          Map.of("batch", batch.id(), "lines", batch.lines().valid(), "clear", heading.clear()));
      begin(response, kind, (heading.isFinal() ? "outcome-" : "not-finished-") + batch.id());
      response.setHeader(BATCH_FINAL, String.valueOf(heading.isFinal()));
      if (HttpMethod.GET.matches(request.getMethod())) {
        outcome.write(batch, kind, heading, new PacedOutput(response.getOutputStream(), nanos));
      }
    } finally {
      sending.release();
    }
  }

  @GetMapping("/v1/event-types/{name}/example.csv")
  @RequiresScope(Scope.EVENT_TYPES_READ)
  void exampleCsv(
      @PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    example(name, FileKind.CSV, request, response);
  }

  @GetMapping("/v1/event-types/{name}/example.xlsx")
  @RequiresScope(Scope.EVENT_TYPES_READ)
  void exampleXlsx(
      @PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    example(name, FileKind.XLSX, request, response);
  }

  private void example(
      String name, FileKind kind, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    requireNoBody(request);
    CompiledEventType type = types.find(name);
    if (type == null) {
      throw new ProblemException(
          types.isKnown() ? ErrorCode.EVENT_TYPE_NOT_FOUND : ErrorCode.EVENT_TYPES_UNAVAILABLE);
    }
    begin(response, kind, type.definition().name());
    if (HttpMethod.GET.matches(request.getMethod())) {
      ExampleFile.write(
          response.getOutputStream(),
          kind,
          BatchField.of(type.schema()).stream().map(BatchField::spec).toList());
    }
  }

  private static void begin(HttpServletResponse response, FileKind kind, String name) {
    response.setContentType(
        kind == FileKind.XLSX ? kind.contentType() : kind.contentType() + ";charset=UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(name + kind.suffix()).build().toString());
  }

  /** Its connection is closed after the response, so that a missing end would not be noticed. */
  private static void requireNoBody(HttpServletRequest request) {
    if (RequestBody.isPresent(request)) {
      throw new ProblemException(
          Problem.of(ErrorCode.BAD_REQUEST, "A file is fetched without a body. Send none."));
    }
  }

  private static FileKind kind(@Nullable String format) {
    if (format == null || format.equals("csv")) {
      return FileKind.CSV;
    }
    if (format.equals("xlsx")) {
      return FileKind.XLSX;
    }
    throw new ProblemException(
        Problem.of(ErrorCode.INVALID_PARAMETER, "format is invalid. Send csv or xlsx."));
  }
}
