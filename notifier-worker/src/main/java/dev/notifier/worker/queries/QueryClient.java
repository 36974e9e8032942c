package dev.notifier.worker.queries;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.notifier.config.replies.QueriesConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.RecordJson.UnreadableRecordException;
import dev.notifier.replies.queries.QueryDefinition;
import dev.notifier.store.queries.QueryOrder;
import dev.notifier.worker.http.OutboundException;
import dev.notifier.worker.http.OutboundRequest;
import dev.notifier.worker.http.OutboundResponse;
import dev.notifier.worker.queries.QueryResponse.Failed;
import dev.notifier.worker.queries.QueryResponse.Found;
import dev.notifier.worker.queries.QueryResponse.NoMatch;
import dev.notifier.worker.queries.QueryResponse.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the API of {@code docs/query-api.yaml}. Requests are signed according to Standard Webhooks
 * 1.0. Thread-safe.
 */
final class QueryClient {
  /** The client limits the time itself; this is only in case it does not. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;

  private final Function<OutboundRequest, CompletableFuture<OutboundResponse>> http;
  private final String base;
  private final Webhook secret;
  private final Duration limit;
  private final InstantSource clock;

  /**
   * @param http sends requests, each within the timeout of the configuration
   */
  QueryClient(
      Function<OutboundRequest, CompletableFuture<OutboundResponse>> http,
      QueriesConfig config,
      InstantSource clock) {
    this.http = http;
    this.base = config.url().replaceAll("/+$", "");
    this.limit = config.timeout().plus(MARGIN);
    this.clock = clock;
    try {
      this.secret = new Webhook(config.secret());
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException("notifier.replies.queries.secret is empty", e);
    }
  }

  /**
   * The body of a request.
   *
   * @param registeredOnly whether the number must be registered for the identifier
   * @param inboundId the same each time the query is asked
   */
  private record Question(
      String query,
      Map<String, String> parameters,
      String phone,
      boolean registeredOnly,
      String inboundId,
      Instant receivedAt,
      String language) {}

  /** The body of a response; other fields are ignored. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Body(@Nullable Boolean registered, @Nullable Map<String, Object> data) {}

  /** Asks once, and blocks until there is a response or the time is over. */
  QueryResponse ask(QueryOrder order, QueryDefinition definition) throws InterruptedException {
    CompletableFuture<OutboundResponse> sent = http.apply(request(order, definition));
    try {
      return read(sent.get(limit.toMillis(), TimeUnit.MILLISECONDS), definition);
    } catch (TimeoutException e) {
      sent.cancel(true);
      return new Failed(Problem.TIMEOUT);
    } catch (ExecutionException e) {
      return new Failed(problem(e.getCause()));
    }
  }

  private OutboundRequest request(QueryOrder order, QueryDefinition definition) {
    String id = order.inboundId().toString();
    byte[] body =
        RecordJson.write(
            new Question(
                definition.name(),
                order.parameters(),
                order.phone(),
                definition.registered(),
                id,
                order.receivedAt(),
                order.language()));
    long timestamp = clock.instant().getEpochSecond();
    return new OutboundRequest(
        URI.create(base + definition.endpoint()),
        "application/json",
        Map.of(
            "accept",
            "application/json",
            "webhook-id",
            id,
            "webhook-timestamp",
            String.valueOf(timestamp),
            "webhook-signature",
            sign(id, timestamp, new String(body, StandardCharsets.UTF_8))),
        body);
  }

  private String sign(String id, long timestamp, String body) {
    try {
      return secret.sign(id, timestamp, body);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("the Java runtime has no HMAC-SHA256", e);
    }
  }

  private static Problem problem(@Nullable Throwable failure) {
    if (!(failure instanceof OutboundException outbound)) {
      return Problem.UNAVAILABLE;
    }
    return switch (outbound.kind()) {
      case TIMEOUT -> Problem.TIMEOUT;
      case TOO_LARGE -> Problem.INVALID;
      case UNKNOWN_HOST, NOT_ALLOWED, NO_CONNECTION, NO_TLS, BROKEN -> Problem.UNAVAILABLE;
    };
  }

  private static QueryResponse read(OutboundResponse response, QueryDefinition definition) {
    int status = response.status();
    if (status == NOT_FOUND) {
      return readNotFound(response);
    }
    if (status != OK) {
      return new Failed(
          status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS
              ? Problem.UNAVAILABLE
              : Problem.REFUSED);
    }
    try {
      return read(RecordJson.read(response.body(), Body.class), definition);
    } catch (UnreadableRecordException e) {
      return new Failed(Problem.INVALID);
    }
  }

  /** A proxy, and a wrong path, also respond with 404. */
  private static QueryResponse readNotFound(OutboundResponse response) {
    try {
      Body body = RecordJson.read(response.body(), Body.class);
      return body != null && Boolean.FALSE.equals(body.registered)
          ? new NoMatch()
          : new Failed(Problem.REFUSED);
    } catch (UnreadableRecordException e) {
      return new Failed(Problem.REFUSED);
    }
  }

  /** Without a clear yes, no one gets the data of somebody else. */
  private static QueryResponse read(@Nullable Body body, QueryDefinition definition) {
    if (body == null) {
      return new Failed(Problem.INVALID);
    }
    if (Boolean.FALSE.equals(body.registered)) {
      return new NoMatch();
    }
    boolean mayAnswer = !definition.registered() || Boolean.TRUE.equals(body.registered);
    return mayAnswer && body.data != null ? new Found(body.data) : new Failed(Problem.INVALID);
  }
}
