package dev.notifier.api.carriers;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.body.StreamedBody;
import dev.notifier.api.imports.ImportDocument;
import dev.notifier.api.imports.ImportType;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The request that imports ported numbers. Each instance runs one at a time, which has a thread.
 */
@RestController
final class CarriersController {
  private final CarrierImport imports;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Semaphore running = new Semaphore(1);

  /**
   * @param patience how long a sender may need beyond the slowest rate
   * @param nanos a monotonic clock
   */
  CarriersController(CarrierImport imports, Duration patience, LongSupplier nanos) {
    this.imports = imports;
    this.patience = patience;
    this.nanos = nanos;
  }

  @PostMapping("/v1/ported-numbers/import")
  @Audited("importPortedNumbers")
  @RequiresScope(value = Scope.ROUTES_OPERATE, nationalOnly = true)
  ImportDocument importAll(HttpServletRequest request) throws IOException {
    boolean csv = ImportType.isCsv(request);
    StreamedBody body = StreamedBody.open(request, patience, CarrierImport.LONGEST, nanos);
    if (!running.tryAcquire()) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      return imports.run(body, csv);
    } finally {
      running.release();
    }
  }
}
