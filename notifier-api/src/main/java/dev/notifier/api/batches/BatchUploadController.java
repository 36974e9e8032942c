package dev.notifier.api.batches;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.body.StreamedBody;
import dev.notifier.api.body.TenantPermits;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The requests that send a file, in one piece or several. Each file that arrives has a thread and a
 * part in memory.
 */
@RestController
final class BatchUploadController {
  private static final int MAX_UPLOADS = 8;
  private static final int MAX_UPLOADS_OF_TENANT = 4;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String COMPLETE = "Upload-Complete";
  private static final String PARTIAL = "application/partial-upload";
  private static final Pattern OFFSET = Pattern.compile("\\d{1,12}");
  private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,100}");
  private static final Pattern REASON = Pattern.compile("\\P{Cntrl}{1,500}");

  private final BatchService service;
  private final Duration patience;
  private final LongSupplier nanos;
  private final TenantPermits running = new TenantPermits(MAX_UPLOADS, MAX_UPLOADS_OF_TENANT);

  /**
   * @param patience how long a sender may need beyond the slowest rate
   * @param nanos a monotonic clock
   */
  BatchUploadController(BatchService service, Duration patience, LongSupplier nanos) {
    this.service = service;
    this.patience = patience;
    this.nanos = nanos;
  }

  @PostMapping("/v1/batches")
  @Audited("createBatch")
  @RequiresScope(Scope.BATCHES_WRITE)
  ResponseEntity<BatchDocument> create(
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String again,
      @RequestHeader(name = COMPLETE, required = false) @Nullable String complete,
      HttpServletRequest request)
      throws IOException {
    UploadKind kind = UploadKind.of(request);
    StreamedBody body = StreamedBody.open(request, patience, LONGEST, nanos);
    BatchService.Order order =
        new BatchService.Order(
            required("type", type, NAME),
            required("name", name, NAME),
            again == null ? null : required("again", again, REASON),
            kind);
    if (!isComplete(complete)) {
      if (body.read() >= 0) {
        throw invalid("With Upload-Complete: ?0, send no body here, and the file with PATCH.");
      }
      return ResponseEntity.status(HttpStatus.CREATED)
          .body(service.announce(Caller.of(request), order));
    }
    Caller caller = Caller.of(request);
    return limited(
        caller,
        () -> {
          BatchService.Created created = service.create(caller, order, body);
          return ResponseEntity.status(created.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
              .body(created.batch());
        });
  }

  @PatchMapping("/v1/batches/{batchId}/file")
  @Audited(value = "appendToBatch", target = "batch", variable = "batchId")
  @RequiresScope(Scope.BATCHES_WRITE)
  BatchDocument append(
      @PathVariable String batchId,
      @RequestHeader(name = "Upload-Offset", required = false) @Nullable String offset,
      @RequestHeader(name = COMPLETE, required = false) @Nullable String complete,
      HttpServletRequest request)
      throws IOException {
    UUID id = BatchesController.id(batchId, ErrorCode.BATCH_NOT_FOUND);
    if (!String.valueOf(request.getContentType()).equalsIgnoreCase(PARTIAL)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "More of a file is not accepted in this media type. Send " + PARTIAL + "."));
    }
    StreamedBody body = StreamedBody.open(request, patience, LONGEST, nanos);
    BatchService.Continuation sent =
        new BatchService.Continuation(offset(offset), isComplete(complete));
    Caller caller = Caller.of(request);
    return limited(caller, () -> service.append(caller, id, sent, body));
  }

  /** What receives a file. */
  private interface Receiving<T> {
    T run() throws IOException;
  }

  private <T> T limited(Caller caller, Receiving<T> receiving) throws IOException {
    if (!running.isTaken(caller.tenant())) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      return receiving.run();
    } finally {
      running.release(caller.tenant());
    }
  }

  private static @Nullable Long offset(@Nullable String offset) {
    if (offset != null && !OFFSET.matcher(offset).matches()) {
      throw invalid("Upload-Offset is invalid. Send how many bytes come before, such as 1048576.");
    }
    return offset == null ? null : Long.valueOf(offset);
  }

  /** A file is complete unless the sender says otherwise. */
  private static boolean isComplete(@Nullable String complete) {
    if (complete != null && !complete.equals("?0") && !complete.equals("?1")) {
      throw invalid("Upload-Complete is invalid. Send ?1 if the file ends here, else ?0.");
    }
    return !"?0".equals(complete);
  }

  private static ProblemException invalid(String sentence) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, sentence));
  }

  private static String required(String parameter, @Nullable String value, Pattern form) {
    if (value == null) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.MISSING_PARAMETER,
              "The query parameter " + parameter + " is missing. Add it."));
    }
    if (value.isBlank() || !form.matcher(value).matches()) {
      throw invalid(
          parameter + " is invalid. Send a text without line breaks that is not too long.");
    }
    return value;
  }
}
