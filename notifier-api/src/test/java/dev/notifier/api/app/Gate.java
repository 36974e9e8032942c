package dev.notifier.api.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A way to a server on loopback that can be shut, which breaks every connection, and opened. */
final class Gate implements AutoCloseable {
  private final int behind;
  private final int port;
  private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket door;

  private Gate(int behind) throws IOException {
    this.behind = behind;
    this.port = open(0);
  }

  static Gate to(int behind) {
    try {
      return new Gate(behind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  void open() {
    try {
      open(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void shut() {
    try {
      if (door != null) {
        door.close();
      }
      for (Socket socket : passing) {
        socket.close();
      }
      passing.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    shut();
  }

  private int open(int wanted) throws IOException {
    ServerSocket fresh = new ServerSocket();
    fresh.setReuseAddress(true);
    fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
    door = fresh;
    Thread.ofVirtual().start(() -> letIn(fresh));
    return fresh.getLocalPort();
  }

  private void letIn(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
        passing.add(client);
        passing.add(server);
        Thread.ofVirtual().start(() -> carry(client, server));
        Thread.ofVirtual().start(() -> carry(server, client));
      } catch (IOException e) {
        // Shut: whoever came sees the connection end.
      }
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One end broke; closing both breaks the other.
    }
  }
}
