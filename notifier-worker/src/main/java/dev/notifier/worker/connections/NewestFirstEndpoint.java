package dev.notifier.worker.connections;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * Tomcat's endpoint with few connections: a new one is always accepted, and the oldest one makes
 * room for it, whatever it does.
 */
final class NewestFirstEndpoint extends NioEndpoint {
  /** Open connections, the oldest first. Used by the only acceptor. */
  private final Deque<SocketChannel> open = new ArrayDeque<>();

  private final int limit;

  NewestFirstEndpoint(int limit) {
    this.limit = limit;
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    open.removeIf(each -> !each.isOpen());
    if (open.size() >= limit) {
      end(open.removeFirst());
    }
    open.addLast(socket);
    return super.setSocketOptions(socket);
  }

  /** Wakes the thread that reads or writes, if any; it or Tomcat then closes the connection. */
  private static void end(SocketChannel socket) {
    try {
      socket.shutdownInput();
      socket.shutdownOutput();
    } catch (IOException e) {
      // Closed meanwhile.
    }
  }
}
