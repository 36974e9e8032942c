package dev.notifier.api.access;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.schema.SecretRotation;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The requests of administrators about API keys. */
@RestController
final class KeysController {
  private static final int MAX_BYTES = 64 << 10;
  private static final String JSON = "application/json";

  private static final SecretRotation.Reader ROTATION =
      new SecretRotation.Reader(ErrorCode.INVALID_KEY);

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A key", List.of(JSON), MAX_BYTES);

  private static final CommandBody.Allowed PATCH =
      new CommandBody.Allowed(
          "A change of a key", List.of("application/merge-patch+json", JSON), MAX_BYTES);

  private final KeyService service;
  private final KeyRequests requests;
  private final Instant startedAt;

  /**
   * @param startedAt since when requests are noted
   */
  KeysController(KeyService service, KeyRequests requests, Instant startedAt) {
    this.service = service;
    this.requests = requests;
    this.startedAt = startedAt;
  }

  @GetMapping("/v1/keys")
  @RequiresScope(Scope.KEYS_MANAGE)
  KeyDocument.All all(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.all(Caller.of(request), PageRequest.of(after, limit));
  }

  @GetMapping("/v1/keys/{keyId}")
  @RequiresScope(Scope.KEYS_MANAGE)
  ResponseEntity<KeyDocument> find(@PathVariable String keyId, HttpServletRequest request) {
    return response(HttpStatus.OK, service.find(Caller.of(request), keyId));
  }

  /** Returns the last requests of a key that this instance has answered. */
  @GetMapping("/v1/keys/{keyId}/requests")
  @RequiresScope(Scope.KEYS_MANAGE)
  KeyRequestsDocument requests(@PathVariable String keyId, HttpServletRequest request) {
    String id = service.find(Caller.of(request), keyId).id();
    return KeyRequestsDocument.of(startedAt, requests.of(id));
  }

  @PostMapping("/v1/keys")
  @Audited("createKey")
  @RequiresScope(Scope.KEYS_MANAGE)
  ResponseEntity<KeyDocument> create(HttpServletRequest request) throws IOException {
    KeyForm form = KeyForm.read(CommandBody.read(request, BODY).object());
    return response(HttpStatus.CREATED, service.create(Caller.of(request), form));
  }

  @PatchMapping("/v1/keys/{keyId}")
  @Audited(value = "patchKey", target = "key", variable = "keyId")
  @RequiresScope(Scope.KEYS_MANAGE)
  ResponseEntity<KeyDocument> patch(@PathVariable String keyId, HttpServletRequest request)
      throws IOException {
    Caller caller = Caller.of(request);
    Optional<Integer> version = IfMatch.version(request, () -> service.version(caller, keyId));
    ObjectNode patch = CommandBody.read(request, PATCH).object();
    return response(HttpStatus.OK, service.change(caller, keyId, version, patch));
  }

  @PostMapping("/v1/keys/{keyId}/rotate")
  @Audited(value = "rotateKey", target = "key", variable = "keyId")
  @RequiresScope(Scope.KEYS_MANAGE)
  ResponseEntity<KeyDocument> rotate(@PathVariable String keyId, HttpServletRequest request)
      throws IOException {
    SecretRotation rotation = ROTATION.read(CommandBody.readOptional(request, BODY));
    return response(HttpStatus.OK, service.rotate(Caller.of(request), keyId, rotation));
  }

  @PostMapping("/v1/keys/{keyId}/revoke")
  @Audited(value = "revokeKey", target = "key", variable = "keyId")
  @RequiresScope(Scope.KEYS_MANAGE)
  ResponseEntity<KeyDocument> revoke(@PathVariable String keyId, HttpServletRequest request)
      throws IOException {
    KeyRevocation revocation = KeyRevocation.read(CommandBody.readOptional(request, BODY));
    return response(
        HttpStatus.OK, service.revoke(Caller.of(request), keyId, revocation.isWithUnsent()));
  }

  private static ResponseEntity<KeyDocument> response(HttpStatus status, KeyDocument key) {
    return VersionedResponse.of(status, key.version(), key);
  }
}
