package dev.notifier.api.consents;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.body.StreamedBody;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.imports.ImportDocument;
import dev.notifier.api.imports.ImportType;
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
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The requests about the national do-not-call list. Each instance runs one import at a time, which
 * has a thread.
 */
@RestController
final class DoNotCallController {
  private final DoNotCallService service;
  private final WorkLimit work;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Semaphore running = new Semaphore(1);

  /**
   * @param patience how long a sender may need beyond the slowest rate
   * @param nanos a monotonic clock
   */
  DoNotCallController(
      DoNotCallService service, WorkLimit work, Duration patience, LongSupplier nanos) {
    this.service = service;
    this.work = work;
    this.patience = patience;
    this.nanos = nanos;
  }

  @GetMapping("/v1/do-not-call")
  @RequiresScope(Scope.CONSENTS_READ)
  DoNotCallDocument find() {
    return work.call(service::find);
  }

  @PutMapping("/v1/do-not-call")
  @Audited("replaceDoNotCall")
  @RequiresScope(value = Scope.DO_NOT_CALL_WRITE, nationalOnly = true)
  ImportDocument replace(
      @RequestParam(required = false) @Nullable String force, HttpServletRequest request)
      throws IOException {
    boolean csv = ImportType.isCsv(request);
    StreamedBody body =
        StreamedBody.open(request, patience, DoNotCallService.LONGEST_IMPORT, nanos);
    if (force != null && !force.equals("true") && !force.equals("false")) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, "force is true or false. Send one of them."));
    }
    if (!running.tryAcquire()) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      return service.replace(Caller.of(request), "true".equals(force), body, csv);
    } finally {
      running.release();
    }
  }
}
