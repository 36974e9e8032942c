package dev.notifier.worker.webhooks;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.feed.FeedEvent;
import dev.notifier.store.webhooks.SealedSecret;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.store.webhooks.WebhookSecrets;
import dev.notifier.worker.http.OutboundRequest;
import dev.notifier.worker.http.RequestSigner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of one webhook: CloudEvents 1.0 in structured mode, alone or as a batch,
 * signed according to Standard Webhooks 1.0. Immutable.
 */
final class MessageBuilder {
  private static final String EVENT = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String TEST_TYPE = "notifier.webhook.test";
  private static final int ID_BYTES = 16;

  private final Webhook webhook;
  private final URI uri;
  private final List<Signer> signers;

  MessageBuilder(Webhook webhook, WebhookSecrets secrets) {
    this.webhook = webhook;
    this.uri = URI.create(webhook.url());
    List<Signer> opened = new ArrayList<>();
    for (SealedSecret secret : webhook.secrets()) {
      secrets
          .open(webhook.id(), secret.sealed())
          .ifPresent(clear -> opened.add(Signer.of(clear, secret.endsAt())));
    }
    this.signers = List.copyOf(opened);
  }

  /** A secret that signs until it ends. */
  private record Signer(RequestSigner secret, @Nullable Instant endsAt) {
    static Signer of(String secret, @Nullable Instant endsAt) {
      return new Signer(new RequestSigner(secret), endsAt);
    }
  }

  /** A test event, which is not about a notification. */
  private record TestEvent(
      String specversion,
      String id,
      String source,
      String type,
      Instant time,
      String datacontenttype,
      Map<String, String> data) {}

  /** The request with changes; empty if no secret can be decrypted. */
  Optional<OutboundRequest> changes(List<ReadChange> changes, Instant now) {
    List<FeedEvent> events =
        changes.stream()
            .map(each ->
                FeedEvent.of(
                    each.eventId(),
                    webhook.tenant(),
                    Objects.requireNonNull(each.change(), "change")))
            .toList();
    List<String> ids = new ArrayList<>();
    ids.add(webhook.id());
    events.forEach(event -> ids.add(event.changeId()));
    return request(id(ids), events, now);
  }

  /**
   * The request with a test event; empty if no secret can be decrypted.
   *
   * @param number counts the test events
   */
  Optional<OutboundRequest> test(int number, Instant now) {
    String id = id(List.of(webhook.id(), TEST_TYPE, String.valueOf(number)));
    TestEvent event =
        new TestEvent(
            "1.0",
            id,
            "/notifier/" + webhook.tenant(),
            TEST_TYPE,
            now,
            "application/json",
            Map.of("webhookId", webhook.id()));
    return request(id, List.of(event), now);
  }

  private Optional<OutboundRequest> request(String id, List<?> events, Instant now) {
    // Never fewer than there are: all of them count as delivered.
    boolean batch = webhook.batchSize() > 1 || events.size() > 1;
    byte[] body = RecordJson.write(batch ? events : events.getFirst());
    String text = new String(body, StandardCharsets.UTF_8);
    long timestamp = now.getEpochSecond();
    List<String> signatures = new ArrayList<>();
    for (Signer signer : signers) {
      if (signer.endsAt() == null || signer.endsAt().isAfter(now)) {
        signatures.add(signer.secret().sign(id, timestamp, text));
      }
    }
    if (signatures.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new OutboundRequest(
            uri,
            batch ? BATCH : EVENT,
            RequestSigner.headers(id, timestamp, String.join(" ", signatures)),
            body));
  }

  /** The same each time the same changes are sent. Has no full stop. */
  private static String id(List<String> parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
      return "msg_"
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
