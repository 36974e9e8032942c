package dev.notifier.smsc;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.handset.HandsetFeed;
import dev.notifier.smsc.handset.HttpApi;
import dev.notifier.smsc.record.Counts;
import dev.notifier.smsc.record.RecordBook;
import dev.notifier.smsc.record.Submission;
import dev.notifier.smsc.session.SmppServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A message centre in this JVM: an SMPP port, an HTTP port with the handset page, and a record.
 * Thread-safe.
 */
public final class SmscSimulator implements AutoCloseable {
  private final RecordBook book;
  private final SmppServer server;
  private final HttpApi http;

  private SmscSimulator(RecordBook book, SmppServer server, HttpApi http) {
    this.book = book;
    this.server = server;
    this.http = http;
  }

  /**
   * Starts it; both ports listen when this returns.
   *
   * @throws IOException when a port is taken or the data directory cannot be used; the message says
   *     what to change
   */
  public static SmscSimulator start(SimulatorOptions options) throws IOException {
    RecordBook book =
        RecordBook.open(options.data(), options.maxRecords(), options.maxDataMib() << 20);
    HandsetFeed feed = new HandsetFeed(System::currentTimeMillis);
    SmppServer server = null;
    try {
      server = listen(options, book, feed);
      return new SmscSimulator(book, server, serve(options, book, server, feed));
    } catch (IOException | RuntimeException e) {
      if (server != null) {
        server.close();
      }
      book.close();
      throw e;
    }
  }

  private static SmppServer listen(SimulatorOptions options, RecordBook book, HandsetFeed feed)
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

  private static HttpApi serve(
      SimulatorOptions options, RecordBook book, SmppServer server, HandsetFeed feed)
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
    book.close();
  }
}
