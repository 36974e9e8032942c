package dev.notifier.api.webhooks;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.SecretRotation;
import dev.notifier.api.security.Caller;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.webhooks.SealedSecret;
import dev.notifier.store.webhooks.StoredWebhook;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.store.webhooks.WebhookFailure;
import dev.notifier.store.webhooks.WebhookSecrets;
import dev.notifier.store.webhooks.WebhookStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and changes the webhooks of the caller's tenant. Every method throws a {@link
 * ProblemException} if it fails. Thread-safe.
 */
final class WebhookService {
  /** Of all tenants together: a worker has a thread and a consumer for each of its share. */
  private static final WebhookStore.Limits LIMITS = new WebhookStore.Limits(20, 300);

  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int ID_LETTERS = 12;

  private final WebhookStore store;
  private final WebhookUrl urls;
  private final WebhookSecrets secrets;
  private final AuditTrail audit;
  private final RandomGenerator random;
  private final InstantSource clock;

  WebhookService(
      WebhookStore store,
      WebhookUrl urls,
      WebhookSecrets secrets,
      AuditTrail audit,
      RandomGenerator random,
      InstantSource clock) {
    this.store = store;
    this.urls = urls;
    this.secrets = secrets;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  WebhookDocument.All all(Caller caller, PageRequest request) {
    Instant now = clock.instant();
    String after = request.afterName();
    Page<WebhookDocument> page =
        request
            .page(
                StoreAccess.call(
                    () -> store.page(caller.tenant(), after, request.elementsToRead())),
                stored -> stored.webhook().id())
            .map(stored -> WebhookDocument.of(stored, now));
    return new WebhookDocument.All(page.elements(), page.next());
  }

  WebhookDocument find(Caller caller, String id) {
    return WebhookDocument.of(stored(caller, id), clock.instant());
  }

  /** The version in force. */
  int version(Caller caller, String id) {
    return stored(caller, id).webhook().version();
  }

  WebhookDocument.Failures failures(Caller caller, String id, PageRequest request) {
    stored(caller, id);
    long before = request.afterNumber(Long.MAX_VALUE);
    Page<WebhookDocument.Failure> page =
        request
            .page(
                StoreAccess.call(() -> store.failures(id, before, request.elementsToRead())),
                WebhookFailure::id)
            .map(WebhookDocument.Failure::of);
    return new WebhookDocument.Failures(page.elements(), page.next());
  }

  /** Makes a webhook; the document has its secret. It gets what changes from now on. */
  WebhookDocument create(Caller caller, WebhookForm form) {
    urls.check(form.url());
    String id = newId();
    String secret = secrets.create();
    Instant now = clock.instant();
    Webhook webhook =
        new Webhook(
            id,
            1,
            caller.tenant(),
            form.name(),
            form.url(),
            form.filterOrAll(),
            form.batchSizeOrOne(),
            List.of(new SealedSecret(secrets.seal(id, secret), null)),
            null,
            new Webhook.Replay(1, now),
            0);
    Change change =
        new Change(
            new Target(WebhooksController.TARGET, id), null, null, detail(webhook, webhook.url()));
    boolean stored =
        StoreAccess.call(() ->
            audit.change(
                () -> store.insert(webhook, caller.name(), LIMITS), done -> done ? change : null));
    if (!stored) {
      throw new ProblemException(ErrorCode.TOO_MANY_WEBHOOKS);
    }
    return WebhookDocument.of(stored(caller, id), now, secret);
  }

  /**
   * Changes a webhook.
   *
   * @param ifVersion the expected version; empty for any
   */
  WebhookDocument change(Caller caller, String id, Optional<Integer> ifVersion, ObjectNode patch) {
    StoredWebhook stored = stored(caller, id);
    Webhook before = stored.webhook();
    if (ifVersion.filter(version -> version != before.version()).isPresent()) {
      throw new ProblemException(ErrorCode.WEBHOOK_VERSION_MISMATCH);
    }
    WebhookForm form = WebhookForm.of(before).patched(patch);
    urls.check(form.url());
    Webhook next =
        new Webhook(
            id,
            before.version(),
            before.tenant(),
            form.name(),
            form.url(),
            form.filterOrAll(),
            form.batchSizeOrOne(),
            before.secrets(),
            before.suspension(),
            before.replay(),
            before.tests());
    if (next.equals(before)) {
      return WebhookDocument.of(stored, clock.instant());
    }
    update(caller, next, detail(next, before.url().equals(next.url()) ? null : next.url()));
    return find(caller, id);
  }

  /**
   * Replaces the secret; the document has the new one.
   *
   * @param rotation how long the former one signs too, and whether the one before it may end
   */
  WebhookDocument rotate(Caller caller, String id, SecretRotation rotation) {
    Webhook before = stored(caller, id).webhook();
    Instant now = clock.instant();
    boolean hasFormer =
        before.secrets().stream()
            .anyMatch(secret -> secret.endsAt() != null && secret.isValid(now));
    if (hasFormer && !rotation.force()) {
      throw new ProblemException(ErrorCode.FORMER_WEBHOOK_SECRET_VALID);
    }
    Duration overlap = rotation.overlap();
    String secret = secrets.create();
    List<SealedSecret> next = new ArrayList<>();
    next.add(new SealedSecret(secrets.seal(id, secret), null));
    if (overlap.isPositive()) {
      before.secrets().stream()
          .findFirst()
          .ifPresent(former -> next.add(new SealedSecret(former.sealed(), now.plus(overlap))));
    }
    update(caller, before.withSecrets(next), Map.of("formerValidFor", overlap.toString()));
    return WebhookDocument.of(stored(caller, id), now, secret);
  }

  /** Deletes a webhook with its failures. */
  void delete(Caller caller, String id) {
    boolean deleted =
        StoreAccess.call(() ->
            audit.change(
                () -> store.delete(caller.tenant(), id),
                done -> done ? Change.of(Map.of()) : null));
    if (!deleted) {
      throw new ProblemException(ErrorCode.WEBHOOK_NOT_FOUND);
    }
  }

  private void update(Caller caller, Webhook next, Map<String, ?> detail) {
    boolean updated =
        StoreAccess.call(() ->
            audit.change(
                () -> store.update(next, caller.name()), done -> done ? Change.of(detail) : null));
    if (!updated) {
      throw new ProblemException(ErrorCode.CONFLICT);
    }
  }

  /** What the audit shows: of an address only the host, because the rest may be a secret. */
  private static Map<String, Object> detail(Webhook webhook, @Nullable String changedUrl) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("name", webhook.name());
    detail.put("batchSize", webhook.batchSize());
    if (changedUrl != null) {
      detail.put("host", Objects.requireNonNullElse(URI.create(changedUrl).getHost(), ""));
    }
    return detail;
  }

  private StoredWebhook stored(Caller caller, String id) {
    return StoreAccess.call(() -> store.find(caller.tenant(), id))
        .orElseThrow(() -> new ProblemException(ErrorCode.WEBHOOK_NOT_FOUND));
  }

  private String newId() {
    StringBuilder id = new StringBuilder(ID_LETTERS);
    for (int i = 0; i < ID_LETTERS; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
