package dev.notifier.api.audit;

import dev.notifier.api.audit.AuditTrail.Command;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.security.Caller;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.audit.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Finds the command of a request and binds it to the thread. A command that changed nothing has an
 * entry after its response, because nothing depends on it; what failed by an error of the server
 * has none. Thread-safe.
 */
final class AuditInterceptor implements HandlerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(AuditInterceptor.class);
  private static final int FIRST_ERROR = 400;
  private static final int FIRST_FAILURE = 500;
  private static final int FORBIDDEN = 403;
  private static final int MAX_TARGET_CHARACTERS = 128;

  private final AuditTrail trail;
  private final AuditLog log;
  private final RefusalCounts counts;

  AuditInterceptor(AuditTrail trail, AuditLog log, RefusalCounts counts) {
    this.trail = trail;
    this.log = log;
    this.counts = counts;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Audited audited =
        handler instanceof HandlerMethod method ? method.getMethodAnnotation(Audited.class) : null;
    // What an earlier request of this thread may have left must not be used.
    trail.end();
    if (audited != null) {
      Target target = target(request, audited);
      trail.begin(new Command(AuditTrail.entry(request, audited.value(), Outcome.DONE, target)));
    }
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    Command command = trail.end();
    int status = response.getStatus();
    // A missing scope of the operation is counted before this, and does not come here. A request
    // whose body is still being read comes again.
    if (command == null && status == FORBIDDEN && Caller.isKnown(request)) {
      counts.denied(
          request.getRemoteAddr(),
          Caller.of(request),
          null,
          String.valueOf(Problem.codeOf(request)));
    }
    if (command == null
        || request.isAsyncStarted()
        || command.isRecorded()
        || command.isAnonymous()
        || failure != null
        || status >= FIRST_FAILURE) {
      return;
    }
    try {
      AuditEntry entry = withoutChange(command, request, status);
      if (counts.isWritten(entry)) {
        log.append(entry);
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("An entry of the audit about a command that changed nothing could not be written");
    }
  }

  private static AuditEntry withoutChange(Command command, HttpServletRequest request, int status) {
    if (status < FIRST_ERROR) {
      return command.entry(
          command.isPreview() ? Outcome.PREVIEWED : Outcome.UNCHANGED, null, Map.of());
    }
    return command.entry(
        Outcome.REFUSED,
        Problem.codeOf(request),
        command.isPreview() ? Map.of("preview", true, "status", status) : Map.of("status", status));
  }

  private static @Nullable Target target(HttpServletRequest request, Audited audited) {
    if (audited.variable().isEmpty()
        || !(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables)
        || !(variables.get(audited.variable()) instanceof String id)) {
      return null;
    }
    return new Target(audited.target(), AuditText.sane(id, MAX_TARGET_CHARACTERS));
  }
}
