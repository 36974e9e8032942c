package dev.notifier.api.cancellations;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The requests about cancellations. */
@RestController
final class CancellationsController {
  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final CancellationService service;
  private final WorkLimit work;

  CancellationsController(CancellationService service, WorkLimit work) {
    this.service = service;
    this.work = work;
  }

  @PostMapping("/v1/notifications/cancel")
  @Audited("cancelNotifications")
  @RequiresScope(Scope.NOTIFICATIONS_CANCEL)
  @ResponseStatus(HttpStatus.ACCEPTED)
  CancellationDocument cancel(HttpServletRequest request) throws IOException {
    CancelCommand command = CancelCommand.read(request);
    Caller caller = Caller.of(request);
    return work.call(() -> service.cancel(caller, command));
  }

  @GetMapping("/v1/cancellations")
  @RequiresScope(Scope.NOTIFICATIONS_CANCEL)
  CancellationDocument.All all(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.all(Caller.of(request), PageRequest.of(after, limit));
  }

  @GetMapping("/v1/cancellations/{cancellationId}")
  @RequiresScope(Scope.NOTIFICATIONS_CANCEL)
  CancellationDocument find(@PathVariable String cancellationId, HttpServletRequest request) {
    return service.find(Caller.of(request), parseId(cancellationId));
  }

  @PostMapping("/v1/cancellations/{cancellationId}/end")
  @Audited(value = "endCancellation", target = "cancellation", variable = "cancellationId")
  @RequiresScope(Scope.NOTIFICATIONS_CANCEL)
  CancellationDocument end(@PathVariable String cancellationId, HttpServletRequest request)
      throws IOException {
    UUID id = parseId(cancellationId);
    return service.end(Caller.of(request), id, EndCommand.read(request));
  }

  private static UUID parseId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new ProblemException(ErrorCode.CANCELLATION_NOT_FOUND);
    }
    return UUID.fromString(id);
  }
}
