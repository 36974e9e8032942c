package dev.notifier.api.webhooks;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.store.webhooks.StoredWebhook;
import dev.notifier.store.webhooks.WebhookStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Commands that a worker carries out within seconds. Every method throws a {@link ProblemException}
 * if it fails. Thread-safe.
 */
final class WebhookCommands {
  private final WebhookStore store;
  private final AuditTrail audit;
  private final InstantSource clock;

  WebhookCommands(WebhookStore store, AuditTrail audit, InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /** Suspends the deliveries until a command resumes them. A suspended webhook stays as it is. */
  WebhookDocument suspend(Caller caller, String id) {
    command(() -> store.suspend(caller.tenant(), id, caller.name()), Map.of());
    return find(caller, id);
  }

  /** Ends a suspension. An active webhook stays as it is. */
  WebhookDocument resume(Caller caller, String id) {
    command(() -> store.resume(caller.tenant(), id, caller.name()), Map.of());
    return find(caller, id);
  }

  /** Has changes delivered again. */
  WebhookDocument replay(Caller caller, String id, WebhookReplay replay) {
    Instant from = replay.time(clock.instant());
    command(
        () -> store.replay(caller.tenant(), id, from, caller.name()),
        Map.of("from", from.toString()));
    return find(caller, id);
  }

  /** Has a test event sent, also to a suspended webhook. */
  WebhookDocument test(Caller caller, String id) {
    find(caller, id);
    if (!command(() -> store.test(caller.tenant(), id), Map.of())) {
      throw new ProblemException(ErrorCode.WEBHOOK_TEST_PENDING);
    }
    return find(caller, id);
  }

  private boolean command(Supplier<Boolean> change, Map<String, ?> detail) {
    return StoreAccess.call(
        () -> audit.change(change, done -> Boolean.TRUE.equals(done) ? Change.of(detail) : null));
  }

  private WebhookDocument find(Caller caller, String id) {
    StoredWebhook stored =
        StoreAccess.call(() -> store.find(caller.tenant(), id))
            .orElseThrow(() -> new ProblemException(ErrorCode.WEBHOOK_NOT_FOUND));
    return WebhookDocument.of(stored, clock.instant());
  }
}
