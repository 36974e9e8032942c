package dev.notifier.smsc;

import dev.notifier.smsc.aggregator.Aggregators;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.http.HandsetFeed;
import dev.notifier.smsc.http.HttpApi;
import dev.notifier.smsc.record.Counts;
import dev.notifier.smsc.record.RecordStore;
import dev.notifier.smsc.record.Submission;
import dev.notifier.smsc.server.SmppServer;
import dev.notifier.smsc.tls.TlsContextLoader;
import dev.notifier.smsc.tls.TlsProxy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An SMSC in this JVM: an SMPP port, an HTTP port with the handset page, and the record of what
 * arrived. Thread-safe.
 */
public final class SmscSimulator implements AutoCloseable {
  private final RecordStore store;
  private final SmppServer server;
  private final HttpApi http;
  private final @Nullable TlsProxy tls;

  private SmscSimulator(
      RecordStore store, SmppServer server, HttpApi http, @Nullable TlsProxy tls) {
    this.store = store;
    this.server = server;
    this.http = http;
    this.tls = tls;
  }

  /**
   * Starts a simulator. Its ports are open when this method returns.
   *
   * @throws IOException when a port is in use or the data directory cannot be used; the message
   *     says what to change
   */
  public static SmscSimulator start(SimulatorOptions options) throws IOException {
    RecordStore store =
        RecordStore.open(options.data(), options.maxRecords(), options.maxDataMib() << 20);
    HandsetFeed feed = new HandsetFeed(System::currentTimeMillis);
    SmppServer server = null;
    TlsProxy tls = null;
    try {
      server = startSmpp(options, store, feed);
      tls = startTls(options, server.port());
      return new SmscSimulator(store, server, startHttp(options, store, server, feed), tls);
    } catch (IOException | RuntimeException e) {
      if (tls != null) {
        tls.close();
      }
      if (server != null) {
        server.close();
      }
      store.close();
      throw e;
    }
  }

  private static SmppServer startSmpp(SimulatorOptions options, RecordStore store, HandsetFeed feed)
      throws IOException {
    return bind(
        "SMPP",
        options.host(),
        options.smppPort(),
        "--port",
        address ->
            new SmppServer(address, options.behaviour(), store, System::currentTimeMillis, feed));
  }

  private static @Nullable TlsProxy startTls(SimulatorOptions options, int smppPort)
      throws IOException {
    SimulatorOptions.Tls tls = options.tls();
    if (tls == null) {
      return null;
    }
    SSLContext context = TlsContextLoader.load(tls.certificate(), tls.key());
    return bind(
        "TLS",
        options.host(),
        tls.port(),
        "--tls-port",
        address -> TlsProxy.start(address, context, smppPort));
  }

  private static HttpApi startHttp(
      SimulatorOptions options, RecordStore store, SmppServer server, HandsetFeed feed)
      throws IOException {
    return bind(
        "HTTP",
        options.host(),
        options.httpPort(),
        "--http-port",
        address ->
            HttpApi.start(
                address,
                options.hostNames(),
                server,
                store.state(),
                feed,
                new Aggregators(
                    options.aggregators(), Clock.system(ZoneId.of("Asia/Ho_Chi_Minh")))));
  }

  private interface Starter<T> {
    T start(InetSocketAddress address) throws IOException;
  }

  private static <T> T bind(String name, String host, int port, String option, Starter<T> starter)
      throws IOException {
    try {
      return starter.start(new InetSocketAddress(host, port));
    } catch (BindException e) {
      throw new IOException(
          "The %s port %s:%d is not available (%s); choose another with %s N"
              .formatted(name, host, port, e.getMessage(), option),
          e);
    }
  }

  public int smppPort() {
    return server.port();
  }

  /** Returns the TLS port, or -1 without TLS. */
  public int tlsPort() {
    return tls == null ? -1 : tls.port();
  }

  public int httpPort() {
    return http.port();
  }

  public Counts counts() {
    return store.state().counts(server.sessionCount());
  }

  /** Returns the last submissions, oldest first; a copy. */
  public List<Submission> messages() {
    return store.state().messages();
  }

  /** Replaces the behaviour for all input that is read after this method returns. */
  public void configure(Behaviour behaviour) {
    server.configure(behaviour);
  }

  public Behaviour behaviour() {
    return server.behaviour();
  }

  /** Closes all links without an unbind. Returns how many. */
  public int dropSessions() {
    return server.dropSessions();
  }

  /** Clears counts, records and receipts due. */
  public void reset() {
    server.reset();
  }

  /** Unbinds all sessions, closes the ports and completes the record. */
  @Override
  public void close() throws IOException {
    http.close();
    server.close();
    if (tls != null) {
      tls.close();
    }
    store.close();
  }
}
