package dev.notifier.api.batches;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.body.StreamedBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The request that sends a file. Each file that arrives has a thread and a part in memory. */
@RestController
final class BatchUploadController {
  private static final int MAX_UPLOADS = 8;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,100}");
  private static final Pattern REASON = Pattern.compile("\\P{Cntrl}{1,500}");

  private final BatchService service;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Semaphore running = new Semaphore(MAX_UPLOADS);

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
    if (!running.tryAcquire()) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      BatchService.Created created = service.create(Caller.of(request), order, body);
      return ResponseEntity.status(created.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
          .body(created.batch());
    } finally {
      running.release();
    }
  }

  private static String required(String parameter, @Nullable String value, Pattern form) {
    if (value == null) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.MISSING_PARAMETER,
              "The query parameter " + parameter + " is missing. Add it."));
    }
    if (value.isBlank() || !form.matcher(value).matches()) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              parameter + " is invalid. Send a text without line breaks that is not too long."));
    }
    return value;
  }
}
