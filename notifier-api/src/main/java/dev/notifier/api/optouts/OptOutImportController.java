package dev.notifier.api.optouts;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The request that imports opt-outs. Each instance runs one at a time, which has a thread. */
@RestController
final class OptOutImportController {
  private static final String JSON_LINES = "application/x-ndjson";
  private static final String CSV = "text/csv";

  private final OptOutService service;
  private final Semaphore running = new Semaphore(1);

  OptOutImportController(OptOutService service) {
    this.service = service;
  }

  @PostMapping("/v1/opt-outs/import")
  @Audited("importOptOuts")
  @RequiresScope(Scope.OPT_OUTS_WRITE)
  ImportDocument importAll(
      @RequestParam(required = false) @Nullable String allTenants, HttpServletRequest request)
      throws IOException {
    String type =
        String.valueOf(request.getContentType()).replaceAll("\\s*;.*", "").toLowerCase(Locale.ROOT);
    if (!type.equals(JSON_LINES) && !type.equals(CSV)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "An import is not accepted in this media type. Send "
                  + JSON_LINES
                  + " or "
                  + CSV
                  + "."));
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(ErrorCode.UNSUPPORTED_CONTENT_ENCODING);
    }
    if (allTenants != null && !allTenants.equals("true") && !allTenants.equals("false")) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER, "allTenants is true or false. Send one of them."));
    }
    if (!running.tryAcquire()) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      return service.importAll(
          Caller.of(request),
          "true".equals(allTenants),
          request.getInputStream(),
          type.equals(CSV));
    } finally {
      running.release();
    }
  }
}
