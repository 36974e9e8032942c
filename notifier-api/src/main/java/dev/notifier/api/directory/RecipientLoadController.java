package dev.notifier.api.directory;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.body.StreamedBody;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The request that loads persons into the directory. Each load has a thread while it lasts. */
@RestController
final class RecipientLoadController {
  /** Each has a thread and a connection to PostgreSQL, and two keep PostgreSQL busy. */
  private static final int PARALLEL_LOADS = 2;

  /** Some ten million persons; a caller that has more sends several loads. */
  private static final Duration LONGEST_LOAD = Duration.ofHours(4);

  private static final List<String> LINES = List.of("application/x-ndjson");

  private final WorkLimit loads = new WorkLimit(PARALLEL_LOADS);
  private final DirectoryWriter writer;
  private final AuditTrail audit;
  private final Duration patience;
  private final LongSupplier nanos;

  /**
   * @param patience how long the sender of a load may pause
   */
  RecipientLoadController(
      DirectoryWriter writer, AuditTrail audit, Duration patience, LongSupplier nanos) {
    this.writer = writer;
    this.audit = audit;
    this.patience = patience;
    this.nanos = nanos;
  }

  @PostMapping("/v1/recipients/load")
  @Audited(RecipientLoad.OPERATION)
  @RequiresScope(Scope.DIRECTORY_WRITE)
  LoadDocument load(HttpServletRequest request) throws IOException {
    CommandBody.requireType(request, "A load of recipients", LINES);
    StreamedBody body = StreamedBody.open(request, patience, LONGEST_LOAD, nanos);
    RecipientLoad load = new RecipientLoad(writer, writer.reader(Caller.of(request)), audit);
    try {
      return loads.call(() -> {
        try {
          return load.run(body);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw new ProblemException(ErrorCode.REQUEST_TIMEOUT);
    }
  }
}
