package dev.notifier.smsc.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes TLS connections and passes their octets to the SMPP port and back, two virtual threads for
 * each. A link closed on one side is closed on the other. Thread-safe.
 */
public final class TlsProxy implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TlsProxy.class);
  private static final int MAX_LINKS = 1_000;
  private static final int BACKLOG = 50;

  private final ServerSocket listener;
  private final InetSocketAddress behind;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TlsProxy(ServerSocket listener, InetSocketAddress behind) {
    this.listener = listener;
    this.behind = behind;
  }

  /** Binds and serves; {@code smppPort} is on the same host. */
  public static TlsProxy start(InetSocketAddress address, SSLContext context, int smppPort)
      throws IOException {
    ServerSocket listener =
        context
            .getServerSocketFactory()
            .createServerSocket(address.getPort(), BACKLOG, address.getAddress());
    InetAddress host = address.getAddress();
    InetSocketAddress behind =
        new InetSocketAddress(
            host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, smppPort);
    TlsProxy front = new TlsProxy(listener, behind);
    Thread.ofPlatform().daemon().name("smsc-tls").start(front::acceptAll);
    return front;
  }

  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() {
    close(listener);
    open.forEach(TlsProxy::close);
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        join(listener.accept());
      } catch (IOException e) {
        if (!listener.isClosed()) {
          log.warn("a TLS link could not be made: {}", e.getMessage());
        }
      }
    }
  }

  private void join(Socket client) throws IOException {
    if (open.size() >= 2 * MAX_LINKS) {
      close(client);
      return;
    }
    Socket centre = new Socket();
    open.add(client);
    open.add(centre);
    try {
      centre.connect(behind);
      centre.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
    } catch (IOException e) {
      part(client, centre);
      throw e;
    }
    Thread.ofVirtual().start(() -> pass(client, centre));
    Thread.ofVirtual().start(() -> pass(centre, client));
  }

  private void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      log.debug("a TLS link ended: {}", e.getMessage());
    } finally {
      part(from, to);
    }
  }

  private void part(Socket one, Socket other) {
    close(one);
    close(other);
    open.remove(one);
    open.remove(other);
  }

  private static void close(AutoCloseable some) {
    try {
      some.close();
    } catch (Exception e) {
      log.debug("closing a TLS link: {}", e.getMessage());
    }
  }
}
