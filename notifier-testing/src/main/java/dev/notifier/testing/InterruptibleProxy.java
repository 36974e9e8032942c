package dev.notifier.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A plug on loopback between a client and a server: pulled, every connection breaks and new ones
 * are refused; put in again, they work. Thread-safe.
 */
public final class InterruptibleProxy implements AutoCloseable {
  private final String host;
  private final int target;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket server;

  /**
   * @param host of the server behind
   * @param target its port
   */
  InterruptibleProxy(String host, int target) {
    this.host = host;
    this.target = target;
    this.port = listen(0);
  }

  /** The port for the client on 127.0.0.1. Stays the same. */
  public int port() {
    return port;
  }

  /** Breaks all connections and refuses new ones. */
  public synchronized void pull() {
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

  /** Lets connections through again. */
  public synchronized void putIn() {
    if (server == null) {
      listen(port);
    }
  }

  @Override
  public void close() {
    pull();
  }

  private synchronized int listen(int wanted) {
    try {
      ServerSocket fresh = new ServerSocket();
      fresh.setReuseAddress(true);
      fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      server = fresh;
      Thread.ofVirtual().start(() -> accept(fresh));
      return fresh.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        Socket behind = new Socket(host, target);
        open.add(client);
        open.add(behind);
        Thread.ofVirtual().start(() -> pump(client, behind));
        Thread.ofVirtual().start(() -> pump(behind, client));
        if (from.isClosed()) {
          client.close();
          behind.close();
        }
      } catch (IOException e) {
        // Pulled, or nobody behind: the client sees its connection end, which is the point.
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One side went away; closing both tells the other.
    }
  }
}
