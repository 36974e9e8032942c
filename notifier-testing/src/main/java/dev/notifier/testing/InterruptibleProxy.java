package dev.notifier.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback between a client and a server. While it is interrupted, all connections
 * are closed and new ones are refused. Thread-safe.
 */
public final class InterruptibleProxy implements AutoCloseable {
  /**
   * Ports below the range from which Linux and macOS take the ports of outgoing connections: while
   * the proxy is interrupted, no connection of another program can occupy its port.
   */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 12_000;

  /** The offset of the next port to try; processes that run at the same time start apart. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % PORTS));

  private final String host;
  private final int target;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket server;

  /**
   * Creates a proxy that forwards connections.
   *
   * @param host of the server
   * @param target the port of the server
   */
  InterruptibleProxy(String host, int target) {
    this.host = host;
    this.target = target;
    this.port = listenOnFreePort();
  }

  /** The port for clients on 127.0.0.1. It does not change. */
  public int port() {
    return port;
  }

  /** Closes all connections and refuses new ones. */
  public synchronized void interrupt() {
    try {
      if (server != null) {
        server.close();
        server = null;
      }
      for (Socket socket : open) {
        socket.close();
      }
      open.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forwards connections again. */
  public synchronized void restore() {
    if (server == null) {
      try {
        listen(port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    interrupt();
  }

  private int listenOnFreePort() {
    IOException failure = null;
    for (int attempt = 0; attempt < PORTS; attempt++) {
      int candidate = FIRST_PORT + Math.floorMod(NEXT.getAndIncrement(), PORTS);
      try {
        listen(candidate);
        return candidate;
      } catch (IOException e) {
        failure = e;
      }
    }
    throw new UncheckedIOException(Objects.requireNonNull(failure));
  }

  private synchronized void listen(int wanted) throws IOException {
    ServerSocket fresh = new ServerSocket();
    fresh.setReuseAddress(true);
    try {
      fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
    server = fresh;
    Thread.ofVirtual().start(() -> accept(fresh));
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        Socket forwarded = new Socket(host, target);
        open.add(client);
        open.add(forwarded);
        Thread.ofVirtual().start(() -> copy(client, forwarded));
        Thread.ofVirtual().start(() -> copy(forwarded, client));
        if (from.isClosed()) {
          client.close();
          forwarded.close();
        }
      } catch (IOException e) {
        // Interrupted, or the server is down: the connection of the client ends, as it should.
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One side closed its connection; closing both ends the other one too.
    }
  }
}
