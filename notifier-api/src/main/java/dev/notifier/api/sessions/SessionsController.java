package dev.notifier.api.sessions;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.ForUsers;
import dev.notifier.api.security.UserSession;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.store.audit.AuditEntry.Target;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The requests of users about their sessions. */
@RestController
final class SessionsController {
  private final Sessions sessions;
  private final AuditTrail audit;

  SessionsController(Sessions sessions, AuditTrail audit) {
    this.sessions = sessions;
    this.audit = audit;
  }

  @GetMapping("/v1/me/sessions")
  @ForUsers(Stage.COMPLETE)
  SessionDocument.All all(HttpServletRequest request) {
    UserSession own = own(request);
    return StoreAccess.call(() ->
        new SessionDocument.All(
            sessions.of(own.userId()).stream()
                .map(session -> SessionDocument.of(session, own.sessionId()))
                .toList()));
  }

  @DeleteMapping("/v1/me/sessions/{sessionId}")
  @Audited(value = "endSession", target = "session", variable = "sessionId")
  @ForUsers(Stage.COMPLETE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(@PathVariable String sessionId, HttpServletRequest request) {
    UserSession own = own(request);
    UUID id = id(sessionId);
    boolean ended =
        StoreAccess.call(() ->
            audit.change(
                () -> sessions.end(own.userId(), id, "ended by the user"),
                done -> done ? Change.of(Map.of()) : null));
    if (!ended) {
      throw new ProblemException(ErrorCode.SESSION_NOT_FOUND);
    }
  }

  @PostMapping("/v1/sign-out")
  @Audited("signOut")
  @ForUsers(Stage.SECOND_FACTOR_NEEDED)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOut(HttpServletRequest request) {
    UserSession own = own(request);
    boolean _ =
        StoreAccess.call(() ->
            audit.change(
                () -> sessions.end(own.userId(), own.sessionId(), "sign-out"),
                done ->
                    done
                        ? new Change(
                            new Target("session", own.sessionId().toString()), null, null, Map.of())
                        : null));
  }

  private static UserSession own(HttpServletRequest request) {
    return Objects.requireNonNull(Caller.of(request).session(), "the operation is for users");
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.SESSION_NOT_FOUND);
    }
  }
}
