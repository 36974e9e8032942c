package dev.notifier.api.optouts;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.body.StreamedBody;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The request that imports opt-outs. Each instance runs one at a time, which has a thread. */
@RestController
final class OptOutImportController {
  private final OptOutService service;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Semaphore running = new Semaphore(1);

  /**
   * @param patience how long a sender may need beyond the slowest rate
   * @param nanos a monotonic clock
   */
  OptOutImportController(OptOutService service, Duration patience, LongSupplier nanos) {
    this.service = service;
    this.patience = patience;
    this.nanos = nanos;
  }

  @PostMapping("/v1/opt-outs/import")
  @Audited("importOptOuts")
  @RequiresScope(Scope.OPT_OUTS_WRITE)
  ImportDocument importAll(
      @RequestParam(required = false) @Nullable String allTenants, HttpServletRequest request)
      throws IOException {
    boolean csv = ImportType.isCsv(request);
    StreamedBody body = StreamedBody.open(request, patience, OptOutService.LONGEST_IMPORT, nanos);
    if (allTenants != null && !allTenants.equals("true") && !allTenants.equals("false")) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER, "allTenants is true or false. Send one of them."));
    }
    if (!running.tryAcquire()) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      return service.importAll(Caller.of(request), "true".equals(allTenants), body, csv);
    } finally {
      running.release();
    }
  }
}
