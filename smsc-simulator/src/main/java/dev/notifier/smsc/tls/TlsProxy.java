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
 * Accepts TLS connections and copies bytes to the SMPP port and back, with two virtual threads for
 * each connection. When one side closes, the other is closed too. Thread-safe.
 */
public final class TlsProxy implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TlsProxy.class);
  private static final int MAX_CONNECTIONS = 1_000;
  private static final int BACKLOG = 50;

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TlsProxy(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** Binds the port and starts; {@code smppPort} is a port of the same host. */
  public static TlsProxy start(InetSocketAddress address, SSLContext context, int smppPort)
      throws IOException {
    ServerSocket listener =
        context
            .getServerSocketFactory()
            .createServerSocket(address.getPort(), BACKLOG, address.getAddress());
    InetAddress host = address.getAddress();
    InetSocketAddress target =
        new InetSocketAddress(
            host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, smppPort);
    TlsProxy proxy = new TlsProxy(listener, target);
    Thread.ofPlatform().daemon().name("smsc-tls").start(proxy::acceptAll);
    return proxy;
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
        connect(listener.accept());
      } catch (IOException e) {
        if (!listener.isClosed()) {
          log.warn("A TLS connection could not be accepted: {}", e.getMessage());
        }
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (open.size() >= 2 * MAX_CONNECTIONS) {
      close(client);
      return;
    }
    Socket server = new Socket();
    open.add(client);
    open.add(server);
    try {
      server.connect(target);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
    } catch (IOException e) {
      closeBoth(client, server);
      throw e;
    }
    Thread.ofVirtual().start(() -> copy(client, server));
    Thread.ofVirtual().start(() -> copy(server, client));
  }

  private void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      log.debug("A TLS connection ended: {}", e.getMessage());
    } finally {
      closeBoth(from, to);
    }
  }

  private void closeBoth(Socket one, Socket other) {
    close(one);
    close(other);
    open.remove(one);
    open.remove(other);
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      log.debug("A TLS socket could not be closed: {}", e.getMessage());
    }
  }
}
