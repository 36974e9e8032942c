package dev.notifier.api.webhooks;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.schema.SecretRotation;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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

/** The requests about webhooks. */
@RestController
final class WebhooksController {
  static final String TARGET = "webhook";

  private static final String ID = "webhookId";
  private static final int MAX_BYTES = 256 << 10;
  private static final String JSON = "application/json";

  private static final SecretRotation.Reader ROTATION =
      new SecretRotation.Reader(ErrorCode.INVALID_WEBHOOK);

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A webhook", List.of(JSON), MAX_BYTES);

  private static final CommandBody.Allowed PATCH =
      new CommandBody.Allowed(
          "A change of a webhook", List.of("application/merge-patch+json", JSON), MAX_BYTES);

  private final WebhookService service;
  private final WebhookCommands commands;

  WebhooksController(WebhookService service, WebhookCommands commands) {
    this.service = service;
    this.commands = commands;
  }

  @GetMapping("/v1/webhooks")
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  WebhookDocument.All all(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.all(Caller.of(request), PageRequest.of(after, limit));
  }

  @PostMapping("/v1/webhooks")
  @Audited("createWebhook")
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  ResponseEntity<WebhookDocument> create(HttpServletRequest request) throws IOException {
    WebhookForm form = WebhookForm.read(CommandBody.read(request, BODY).object());
    return response(HttpStatus.CREATED, service.create(Caller.of(request), form));
  }

  @GetMapping("/v1/webhooks/{webhookId}")
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  ResponseEntity<WebhookDocument> find(@PathVariable String webhookId, HttpServletRequest request) {
    return response(HttpStatus.OK, service.find(Caller.of(request), webhookId));
  }

  @PatchMapping("/v1/webhooks/{webhookId}")
  @Audited(value = "patchWebhook", target = TARGET, variable = ID)
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  ResponseEntity<WebhookDocument> patch(@PathVariable String webhookId, HttpServletRequest request)
      throws IOException {
    Caller caller = Caller.of(request);
    Optional<Integer> version = IfMatch.version(request, () -> service.version(caller, webhookId));
    ObjectNode patch = CommandBody.read(request, PATCH).object();
    return response(HttpStatus.OK, service.change(caller, webhookId, version, patch));
  }

  @DeleteMapping("/v1/webhooks/{webhookId}")
  @Audited(value = "deleteWebhook", target = TARGET, variable = ID)
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  ResponseEntity<Void> delete(@PathVariable String webhookId, HttpServletRequest request) {
    service.delete(Caller.of(request), webhookId);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/v1/webhooks/{webhookId}/rotate")
  @Audited(value = "rotateWebhookSecret", target = TARGET, variable = ID)
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  ResponseEntity<WebhookDocument> rotate(@PathVariable String webhookId, HttpServletRequest request)
      throws IOException {
    SecretRotation rotation = ROTATION.read(CommandBody.readOptional(request, BODY));
    return response(HttpStatus.OK, service.rotate(Caller.of(request), webhookId, rotation));
  }

  @PostMapping("/v1/webhooks/{webhookId}/suspend")
  @Audited(value = "suspendWebhook", target = TARGET, variable = ID)
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  ResponseEntity<WebhookDocument> suspend(
      @PathVariable String webhookId, HttpServletRequest request) {
    return response(HttpStatus.OK, commands.suspend(Caller.of(request), webhookId));
  }

  @PostMapping("/v1/webhooks/{webhookId}/resume")
  @Audited(value = "resumeWebhook", target = TARGET, variable = ID)
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  ResponseEntity<WebhookDocument> resume(
      @PathVariable String webhookId, HttpServletRequest request) {
    return response(HttpStatus.OK, commands.resume(Caller.of(request), webhookId));
  }

  @PostMapping("/v1/webhooks/{webhookId}/replay")
  @Audited(value = "replayWebhook", target = TARGET, variable = ID)
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  ResponseEntity<WebhookDocument> replay(@PathVariable String webhookId, HttpServletRequest request)
      throws IOException {
    WebhookReplay replay = WebhookReplay.read(CommandBody.read(request, BODY).object());
    return response(HttpStatus.ACCEPTED, commands.replay(Caller.of(request), webhookId, replay));
  }

  @PostMapping("/v1/webhooks/{webhookId}/test")
  @Audited(value = "testWebhook", target = TARGET, variable = ID)
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  ResponseEntity<WebhookDocument> test(@PathVariable String webhookId, HttpServletRequest request) {
    return response(HttpStatus.ACCEPTED, commands.test(Caller.of(request), webhookId));
  }

  @GetMapping("/v1/webhooks/{webhookId}/failures")
  @RequiresScope(Scope.WEBHOOKS_MANAGE)
  WebhookDocument.Failures failures(
      @PathVariable String webhookId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.failures(Caller.of(request), webhookId, PageRequest.of(after, limit));
  }

  /** No cache may keep a secret. */
  private static ResponseEntity<WebhookDocument> response(
      HttpStatus status, WebhookDocument webhook) {
    return ResponseEntity.status(status)
        .cacheControl(CacheControl.noStore())
        .eTag("\"" + webhook.version() + "\"")
        .body(webhook);
  }
}
