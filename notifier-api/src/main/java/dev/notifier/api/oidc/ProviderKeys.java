package dev.notifier.api.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of the provider, read in the background, so that no request waits for it. A token
 * with an unknown key is rejected, and has the keys read again. Thread-safe.
 */
final class ProviderKeys implements JWKSource<SecurityContext>, AutoCloseable {
  /** How often the keys are read; also how soon a key counts that the provider adds. */
  static final Duration REFRESH = Duration.ofMinutes(5);

  /** How often unknown keys may have the keys read again. */
  static final Duration MIN_REFRESH = Duration.ofSeconds(10);

  /** Keys that were read longer ago than this count no more: the provider may have removed one. */
  static final Duration MAX_AGE = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(ProviderKeys.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TOTAL = Duration.ofSeconds(10);
  private static final int HTTP_OK = 200;
  private static final int MAX_BYTES = 256 << 10;
  private static final JWKSet NONE = new JWKSet();

  private final URI address;
  private final LongSupplier nanos;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("oidc-keys").factory());
  private volatile Snapshot known = new Snapshot(NONE, 0);
  private volatile boolean unknownKeySeen;

  /** Used by the scheduler's thread only. */
  private @Nullable Long triedAt;

  private boolean failing;

  private record Snapshot(JWKSet keys, long readAt) {}

  /**
   * @param address where the provider publishes its keys
   * @param nanos a monotonic clock
   */
  ProviderKeys(URI address, LongSupplier nanos) {
    this.address = address;
    this.nanos = nanos;
  }

  /** Starts to read the keys. Called once. */
  void start() {
    var _ = scheduler.scheduleWithFixedDelay(this::refreshIfDue, 0, 1, TimeUnit.SECONDS);
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
    List<JWK> found = selector.select(current());
    if (found.isEmpty()) {
      unknownKeySeen = true;
    }
    return found;
  }

  private JWKSet current() {
    Snapshot snapshot = known;
    return nanos.getAsLong() - snapshot.readAt() > MAX_AGE.toNanos() ? NONE : snapshot.keys();
  }

  private void refreshIfDue() {
    long now = nanos.getAsLong();
    Long last = triedAt;
    boolean hurry = unknownKeySeen || known.keys().isEmpty() || failing;
    Duration interval = hurry ? MIN_REFRESH : REFRESH;
    if (last != null && now - last < interval.toNanos()) {
      return;
    }
    triedAt = now;
    unknownKeySeen = false;
    try {
      known = new Snapshot(read(), nanos.getAsLong());
      failing = false;
    } catch (IOException | ParseException | RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      if (!failing) {
        LOG.warn(
            "The keys of the OpenID Connect provider cannot be read ({}). Tokens are checked with"
                + " the keys that are known, for 24 hours. Check notifier.oidc.jwk-set-uri.",
            e.getClass().getSimpleName());
      }
      failing = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JWKSet read() throws IOException, ParseException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    try {
      // The timeout of the request ends with the headers; the body may never end.
      HttpResponse<byte[]> response = exchange.get(TOTAL.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != HTTP_OK) {
        throw new IOException("Status " + response.statusCode());
      }
      return JWKSet.parse(new String(response.body(), StandardCharsets.UTF_8)).toPublicJWKSet();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("No complete response", e);
    } finally {
      exchange.cancel(true);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    client.shutdownNow();
  }
}
