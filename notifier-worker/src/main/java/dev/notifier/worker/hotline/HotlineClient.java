package dev.notifier.worker.hotline;

import dev.notifier.contracts.RecordJson;
import dev.notifier.store.inbox.HotlineEvents.Leased;
import dev.notifier.worker.http.OutboundRequest;
import dev.notifier.worker.http.OutboundResponse;
import dev.notifier.worker.http.RequestSigner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Sends events to the hotline as {@code docs/inbox.md} describes them: CloudEvents 1.0 in
 * structured mode, signed according to Standard Webhooks 1.0. Thread-safe.
 */
final class HotlineClient {
  private static final String CONTENT_TYPE = "application/cloudevents+json";

  private final Function<OutboundRequest, CompletableFuture<OutboundResponse>> http;
  private final URI uri;
  private final RequestSigner signer;
  private final InstantSource clock;

  /**
   * @param http sends requests, each within a timeout
   */
  HotlineClient(
      Function<OutboundRequest, CompletableFuture<OutboundResponse>> http,
      URI uri,
      RequestSigner signer,
      InstantSource clock) {
    this.http = http;
    this.uri = uri;
    this.signer = signer;
    this.clock = clock;
  }

  /** The body of a request. */
  private record Event(
      String specversion,
      String id,
      String source,
      String type,
      Instant time,
      String datacontenttype,
      Map<?, ?> data) {}

  /** Sends an event; the body is the same in each attempt. */
  CompletableFuture<OutboundResponse> send(Leased leased) {
    String id = leased.event().id().toString();
    byte[] body =
        RecordJson.write(
            new Event(
                "1.0",
                id,
                "/notifier/" + leased.event().tenant(),
                leased.event().kind(),
                leased.createdAt(),
                "application/json",
                RecordJson.read(
                    leased.event().body().getBytes(StandardCharsets.UTF_8), Map.class)));
    long timestamp = clock.instant().getEpochSecond();
    String signature = signer.sign(id, timestamp, new String(body, StandardCharsets.UTF_8));
    return http.apply(
        new OutboundRequest(
            uri, CONTENT_TYPE, RequestSigner.headers(id, timestamp, signature), body));
  }
}
