package dev.notifier.smsc;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.http.HandsetFeed;
import dev.notifier.smsc.http.HttpApi;
import dev.notifier.smsc.record.Counts;
import dev.notifier.smsc.record.RecordStore;
import dev.notifier.smsc.record.Submission;
import dev.notifier.smsc.server.SmppServer;
import dev.notifier.smsc.tls.PemIdentity;
import dev.notifier.smsc.tls.TlsProxy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message centre in this JVM: an SMPP port, an HTTP port with the handset page, and a record.
 * Thread-safe.
 */
public final class SmscSimulator implements AutoCloseable {
  private final RecordStore book;
  private final SmppServer server;
  private final HttpApi http;
  private final @Nullable TlsProxy tls;

  private SmscSimulator(RecordStore book, SmppServer server, HttpApi http, @Nullable TlsProxy tls) {
    this.book = book;
    this.server = server;
    this.http = http;
    this.tls = tls;
  }

  /**
   * Starts it; both ports listen when this returns.
   *
   * @throws IOException when a port is taken or the data directory cannot be used; the message says
   *     what to change
   */
  public static SmscSimulator start(SimulatorOptions options) throws IOException {
    RecordStore book =
        RecordStore.open(options.data(), options.maxRecords(), options.maxDataMib() << 20);
    HandsetFeed feed = new HandsetFeed(System::currentTimeMillis);
    SmppServer server = null;
    TlsProxy tls = null;
    try {
      server = listen(options, book, feed);
      tls = secure(options, server.port());
      return new SmscSimulator(book, server, serve(options, book, server, feed), tls);
    } catch (IOException | RuntimeException e) {
      if (tls != null) {
        tls.close();
      }
      if (server != null) {
        server.close();
      }
      book.close();
      throw e;
    }
  }

  private static SmppServer listen(SimulatorOptions options, RecordStore book, HandsetFeed feed)
      throws IOException {
    try {
      return new SmppServer(
          new InetSocketAddress(options.host(), options.smppPort()),
          options.behaviour(),
          book,
          System::currentTimeMillis,
          feed::arrived);
    } catch (BindException e) {
      throw taken("SMPP", options.host(), options.smppPort(), "--port", e);
    }
  }

  private static @Nullable TlsProxy secure(SimulatorOptions options, int smppPort)
      throws IOException {
    SimulatorOptions.Tls tls = options.tls();
    if (tls == null) {
      return null;
    }
    try {
      return TlsProxy.start(
          new InetSocketAddress(options.host(), tls.port()),
          PemIdentity.context(tls.certificate(), tls.key()),
          smppPort);
    } catch (BindException e) {
      throw taken("TLS", options.host(), tls.port(), "--tls-port", e);
    }
  }

  private static HttpApi serve(
      SimulatorOptions options, RecordStore book, SmppServer server, HandsetFeed feed)
      throws IOException {
    try {
      return HttpApi.start(
          new InetSocketAddress(options.host(), options.httpPort()), server, book.ledger(), feed);
    } catch (BindException e) {
      throw taken("HTTP", options.host(), options.httpPort(), "--http-port", e);
    }
  }

  private static IOException taken(
      String what, String host, int port, String option, BindException cause) {
    return new IOException(
        "The %s port %s:%d cannot be had (%s): choose another with %s N"
            .formatted(what, host, port, cause.getMessage(), option),
        cause);
  }

  public int smppPort() {
    return server.port();
  }

  /** The TLS port, -1 when there is none. */
  public int tlsPort() {
    return tls == null ? -1 : tls.port();
  }

  public int httpPort() {
    return http.port();
  }

  public Counts counts() {
    return book.ledger().counts(server.sessionCount());
  }

  /** The last submissions, oldest first; a copy. */
  public List<Submission> messages() {
    return book.ledger().messages();
  }

  /** Puts a behaviour in force for all that comes after this returns. */
  public void configure(Behaviour behaviour) {
    server.configure(behaviour);
  }

  public Behaviour behaviour() {
    return server.behaviour();
  }

  /** Closes all links without a word; returns how many. */
  public int dropSessions() {
    return server.dropSessions();
  }

  /** Forgets counts, records and receipts due. */
  public void reset() {
    server.reset();
  }

  /** Stops in order: links are unbound, the record is written out. */
  @Override
  public void close() throws IOException {
    http.close();
    server.close();
    if (tls != null) {
      tls.close();
    }
    book.close();
  }
}
