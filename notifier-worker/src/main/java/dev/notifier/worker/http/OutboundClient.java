package dev.notifier.worker.http;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.worker.http.OutboundException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedSelectorException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to addresses that callers or operators have chosen. It connects only to addresses
 * that were checked after the name was looked up, follows no redirect, sends neither cookies nor
 * credentials, and bounds the time and the size of each response. HTTP/1.1 with connections that
 * are kept; two threads serve all of them, and no slow receiver occupies one. Thread-safe.
 */
public final class OutboundClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OutboundClient.class);

  private static final String USER_AGENT = "Notifier";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int IO_THREADS = 2;
  private static final int MAX_CONNECTIONS = 4_096;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_HEADER_BYTES = 8 << 10;
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final TimeValue KEPT = TimeValue.ofMinutes(5);
  private static final TimeValue IDLE = TimeValue.ofSeconds(30);
  private static final TimeValue VALIDATED_AFTER = TimeValue.ofSeconds(2);

  private final CheckedAddresses addresses;
  private final CloseableHttpAsyncClient client;
  private final Limits limits;
  private final RequestConfig config;

  /**
   * @param allowed where requests may go
   * @param trusted certificates of authorities besides those of the JDK
   * @param nanoTime a monotonic clock
   */
  public OutboundClient(
      Limits limits, Destinations allowed, List<X509Certificate> trusted, LongSupplier nanoTime) {
    this(limits, new CheckedAddresses(InetAddress::getAllByName, allowed, nanoTime), trusted);
  }

  OutboundClient(Limits limits, CheckedAddresses addresses, List<X509Certificate> trusted) {
    this.limits = limits;
    this.addresses = addresses;
    Timeout total = Timeout.of(limits.total());
    this.config =
        RequestConfig.custom()
            .setConnectionRequestTimeout(total)
            .setResponseTimeout(total)
            .setRedirectsEnabled(false)
            .build();
    this.client = client(addresses, trusted, limits);
    client.start();
  }

  /**
   * Limits of a request.
   *
   * @param total from the start to the end of the response; connecting takes at most 5 s of it
   * @param maxResponseBytes of the body
   * @param connectionsPerHost how many requests to a host and port are sent at a time
   */
  public record Limits(Duration total, int maxResponseBytes, int connectionsPerHost) {}

  private static CloseableHttpAsyncClient client(
      CheckedAddresses addresses, List<X509Certificate> trusted, Limits limits) {
    PoolingAsyncClientConnectionManager connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setDnsResolver(addresses)
            .setTlsStrategy(
                ClientTlsStrategyBuilder.create()
                    .setSslContext(TlsTrust.context(trusted))
                    .setTlsVersions(TLS.V_1_2, TLS.V_1_3)
                    .buildAsync())
            .setDefaultTlsConfig(
                TlsConfig.custom()
                    .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                    .setHandshakeTimeout(CONNECT)
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(Timeout.of(limits.total()))
                    .setTimeToLive(KEPT)
                    .setValidateAfterInactivity(VALIDATED_AFTER)
                    .build())
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
            .setMaxConnTotal(MAX_CONNECTIONS)
            .setMaxConnPerRoute(limits.connectionsPerHost())
            .build();
    return HttpAsyncClients.custom()
        .setConnectionManager(connections)
        .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(IO_THREADS).build())
        .setHttp1Config(
            Http1Config.custom()
                .setMaxHeaderCount(MAX_HEADERS)
                .setMaxLineLength(MAX_HEADER_BYTES)
                .build())
        .setIoReactorExceptionCallback(OutboundClient::threadFailed)
        .setUserAgent(USER_AGENT)
        .evictIdleConnections(IDLE)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /** {@link #close} closes the selector of a thread that may still look at it: no failure. */
  private static void threadFailed(Exception failure) {
    if (!(failure instanceof ClosedSelectorException)) {
      log.error("Outgoing requests have failed: {}", RedactedError.of(failure));
    }
  }

  /**
   * Sends a request. Looks its host up first, which may take seconds; everything else happens on
   * the threads of the client.
   *
   * @return the response, or a failure with an {@link OutboundException}; completed on a thread of
   *     the client, which must not be blocked
   */
  public CompletableFuture<OutboundResponse> send(OutboundRequest request) {
    String host = Objects.requireNonNull(request.uri().getHost(), "host");
    try {
      addresses.prepare(host, port(request.uri()));
    } catch (OutboundException e) {
      return CompletableFuture.failedFuture(e);
    }
    SimpleHttpRequest http =
        SimpleRequestBuilder.post(request.uri())
            .setBody(request.body(), ContentType.parse(request.contentType()))
            .setRequestConfig(config)
            .build();
    request.headers().forEach(http::setHeader);
    Completion completion = new Completion();
    Future<OutboundResponse> sent =
        client.execute(
            SimpleRequestProducer.create(http),
            new BoundedResponse(limits.maxResponseBytes()),
            null,
            null,
            completion);
    return completion
        .response
        .orTimeout(limits.total().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, failure) -> {
          if (failure instanceof TimeoutException) {
            sent.cancel(true);
          }
        })
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(new OutboundException(kind(failure))));
  }

  private static int port(URI uri) {
    int standard = "http".equals(uri.getScheme()) ? HTTP_PORT : HTTPS_PORT;
    return uri.getPort() < 0 ? standard : uri.getPort();
  }

  /** Passes on what the client reports. */
  private static final class Completion implements FutureCallback<OutboundResponse> {
    private final CompletableFuture<OutboundResponse> response = new CompletableFuture<>();

    @Override
    public void completed(OutboundResponse result) {
      response.complete(result);
    }

    @Override
    public void failed(Exception failure) {
      response.completeExceptionally(failure);
    }

    @Override
    public void cancelled() {
      response.completeExceptionally(new TimeoutException());
    }
  }

  private static Kind kind(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof CompletionException && cause != null) {
      return kind(cause);
    }
    return switch (failure) {
      case TimeoutException _, SocketTimeoutException _ ->
          failure instanceof ConnectTimeoutException ? Kind.NO_CONNECTION : Kind.TIMEOUT;
      case ConnectException _ -> Kind.NO_CONNECTION;
      case UnknownHostException _ -> Kind.UNKNOWN_HOST;
      case SSLException _ -> Kind.NO_TLS;
      case BoundedResponse.TooLargeException _ -> Kind.TOO_LARGE;
      default -> Kind.BROKEN;
    };
  }

  /** Closes all connections at once. */
  @Override
  public void close() throws IOException {
    client.close(CloseMode.IMMEDIATE);
  }
}
