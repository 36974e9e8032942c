package dev.notifier.api.connections;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's endpoint with a {@link ConnectionTable}. Tomcat itself limits only the number of all
 * connections and the time between two reads. Thread-safe.
 */
final class LimitedEndpoint extends NioEndpoint {
  private final Map<SocketChannel, RemoteEnd> keys = new ConcurrentHashMap<>();
  private volatile @Nullable ConnectionTable table;

  void setTable(ConnectionTable table) {
    this.table = table;
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    ConnectionTable current = table;
    RemoteEnd key = current == null ? null : key(socket);
    if (current == null || key == null) {
      return super.setSocketOptions(socket);
    }
    if (!current.opened(key, atOnce -> end(socket, atOnce))) {
      destroySocket(socket);
      return false;
    }
    keys.put(socket, key);
    if (super.setSocketOptions(socket)) {
      return true;
    }
    closed(socket);
    return false;
  }

  private static @Nullable RemoteEnd key(SocketChannel socket) {
    try {
      return socket.getRemoteAddress() instanceof InetSocketAddress remote
          ? new RemoteEnd(remote.getAddress().getHostAddress(), remote.getPort())
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Has Tomcat close the connection: only it knows whether a thread uses it now. */
  private void end(SocketChannel socket, boolean atOnce) {
    if (atOnce) {
      shutDown(socket);
    }
    SocketWrapperBase<NioChannel> wrapper = connections.get(socket);
    if (wrapper != null) {
      processSocket(wrapper, SocketEvent.ERROR, true);
    }
  }

  /** A thread that waits until the client reads gets an error instead. */
  private static void shutDown(SocketChannel socket) {
    try {
      socket.shutdownInput();
      socket.shutdownOutput();
    } catch (IOException e) {
      // Closed meanwhile.
    }
  }

  private void closed(@Nullable SocketChannel socket) {
    RemoteEnd key = socket == null ? null : keys.remove(socket);
    ConnectionTable current = table;
    if (key != null && current != null) {
      current.closed(key);
    }
  }

  @Override
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(new ReleaseHandler(handler));
  }

  /** Learns of each connection that Tomcat closes. */
  private final class ReleaseHandler implements Handler<NioChannel> {
    private final Handler<NioChannel> delegate;

    ReleaseHandler(Handler<NioChannel> delegate) {
      this.delegate = delegate;
    }

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent status) {
      return delegate.process(socket, status);
    }

    @Override
    public Object getGlobal() {
      return delegate.getGlobal();
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> socket) {
      closed(socket.getSocket().getIOChannel());
      delegate.release(socket);
    }

    @Override
    public void pause() {
      delegate.pause();
    }

    @Override
    public void recycle() {
      delegate.recycle();
    }
  }
}
