package dev.notifier.api.users;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The requests of administrators about users. */
@RestController
final class UsersController {
  private static final int MAX_BYTES = 16 << 10;
  private static final String JSON = "application/json";

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A user", List.of(JSON), MAX_BYTES);

  private static final CommandBody.Allowed ORDER =
      new CommandBody.Allowed("A command about a user", List.of(JSON), MAX_BYTES);

  private static final CommandBody.Allowed PATCH =
      new CommandBody.Allowed(
          "A change of a user", List.of("application/merge-patch+json", JSON), MAX_BYTES);

  private final UserService service;

  UsersController(UserService service) {
    this.service = service;
  }

  @GetMapping("/v1/users")
  @RequiresScope(Scope.USERS_MANAGE)
  UserDocument.All all(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.all(Caller.of(request), active(state), PageRequest.of(after, limit));
  }

  private static @Nullable Boolean active(@Nullable String state) {
    if (state == null) {
      return null;
    }
    return switch (state) {
      case UserDocument.ACTIVE -> true;
      case UserDocument.DISABLED -> false;
      default ->
          throw new ProblemException(
              Problem.of(
                  ErrorCode.INVALID_PARAMETER, "state is invalid. Send active or disabled."));
    };
  }

  @GetMapping("/v1/users/{userName}")
  @RequiresScope(Scope.USERS_MANAGE)
  ResponseEntity<UserDocument> find(@PathVariable String userName, HttpServletRequest request) {
    return response(HttpStatus.OK, service.find(Caller.of(request), userName));
  }

  @PostMapping("/v1/users")
  @Audited("createUser")
  @RequiresScope(Scope.USERS_MANAGE)
  ResponseEntity<UserDocument> create(HttpServletRequest request) throws IOException {
    UserForm form = UserForm.read(CommandBody.read(request, BODY).object());
    return response(HttpStatus.CREATED, service.create(Caller.of(request), form));
  }

  @PatchMapping("/v1/users/{userName}")
  @Audited(value = "patchUser", target = "user", variable = "userName")
  @RequiresScope(Scope.USERS_MANAGE)
  ResponseEntity<UserDocument> patch(@PathVariable String userName, HttpServletRequest request)
      throws IOException {
    Caller caller = Caller.of(request);
    Optional<Integer> version = IfMatch.version(request, () -> service.version(caller, userName));
    ObjectNode patch = CommandBody.read(request, PATCH).object();
    return response(HttpStatus.OK, service.change(caller, userName, version, patch));
  }

  @PostMapping("/v1/users/{userName}/link")
  @Audited(value = "createUserLink", target = "user", variable = "userName")
  @RequiresScope(Scope.USERS_MANAGE)
  ResponseEntity<UserDocument> link(@PathVariable String userName, HttpServletRequest request)
      throws IOException {
    UserCommands.Link order = UserCommands.Link.read(CommandBody.readOptional(request, ORDER));
    boolean reset = Boolean.TRUE.equals(order.resetFactors());
    return response(HttpStatus.OK, service.link(Caller.of(request), userName, reset));
  }

  @GetMapping("/v1/users/{userName}/sessions")
  @RequiresScope(Scope.USERS_MANAGE)
  UserDocument.Sessions sessions(@PathVariable String userName, HttpServletRequest request) {
    return service.sessions(Caller.of(request), userName);
  }

  @DeleteMapping("/v1/users/{userName}/sessions/{sessionId}")
  @Audited(value = "endUserSession", target = "user", variable = "userName")
  @RequiresScope(Scope.USERS_MANAGE)
  ResponseEntity<Void> endSession(
      @PathVariable String userName, @PathVariable String sessionId, HttpServletRequest request) {
    service.endSession(Caller.of(request), userName, sessionId);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/v1/users/{userName}/end-sessions")
  @Audited(value = "endUserSessions", target = "user", variable = "userName")
  @RequiresScope(Scope.USERS_MANAGE)
  ResponseEntity<UserDocument> endSessions(
      @PathVariable String userName, HttpServletRequest request) throws IOException {
    UserCommands.EndSessions order =
        UserCommands.EndSessions.read(CommandBody.read(request, ORDER).object());
    return response(
        HttpStatus.OK, service.endSessions(Caller.of(request), userName, order.reason()));
  }

  @PostMapping("/v1/users/{userName}/disable")
  @Audited(value = "disableUser", target = "user", variable = "userName")
  @RequiresScope(Scope.USERS_MANAGE)
  ResponseEntity<UserDocument> disable(@PathVariable String userName, HttpServletRequest request)
      throws IOException {
    UserCommands.Disabling order =
        UserCommands.Disabling.read(CommandBody.read(request, ORDER).object());
    return response(HttpStatus.OK, service.disable(Caller.of(request), userName, order));
  }

  @PostMapping("/v1/users/{userName}/enable")
  @Audited(value = "enableUser", target = "user", variable = "userName")
  @RequiresScope(Scope.USERS_MANAGE)
  ResponseEntity<UserDocument> enable(@PathVariable String userName, HttpServletRequest request) {
    return response(HttpStatus.OK, service.enable(Caller.of(request), userName));
  }

  private static ResponseEntity<UserDocument> response(HttpStatus status, UserDocument user) {
    return VersionedResponse.of(status, user.version(), user);
  }
}
