package dev.notifier.worker.smpp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jsmpp.session.connection.Connection;

/** A TCP connection with TCP_NODELAY, keepalive and a connect time-out, over TLS if configured. */
final class SocketConnection implements Connection {
  private static final int READ_BUFFER_BYTES = 64 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final GuardedSocketOutput out;

  private SocketConnection(Socket socket, InputStream in, GuardedSocketOutput out) {
    this.socket = socket;
    this.in = in;
    this.out = out;
  }

  /**
   * Connects.
   *
   * @param permission asked before every write to the socket
   * @throws ConnectionLostException if TLS fails, with what to do
   */
  static SocketConnection open(
      ConnectionSettings settings, WritePermission permission, LongSupplier nanos)
      throws IOException {
    long timeoutNanos = settings.timers().connectTimeout().toNanos();
    long startNanos = nanos.getAsLong();
    Socket socket = new Socket();
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      socket.connect(
          new InetSocketAddress(settings.host(), settings.port()), milliseconds(timeoutNanos));
      long left = timeoutNanos - (nanos.getAsLong() - startNanos);
      Socket secured =
          settings.tls() == null
              ? socket
              : TlsSockets.wrap(socket, settings.host(), settings.tls(), milliseconds(left));
      return new SocketConnection(
          socket,
          new BufferedInputStream(secured.getInputStream(), READ_BUFFER_BYTES),
          new GuardedSocketOutput(secured.getOutputStream(), permission, nanos));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** At least 1, because 0 means no time-out. */
  private static int milliseconds(long durationNanos) {
    return (int) Math.max(1, Duration.ofNanos(durationNanos).toMillis());
  }

  @Override
  public boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public InetAddress getInetAddress() {
    return socket.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return socket.getLocalAddress();
  }

  @Override
  public int getPort() {
    return socket.getPort();
  }

  @Override
  public int getLocalPort() {
    return socket.getLocalPort();
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public void setSoTimeout(int timeoutMs) throws IOException {
    socket.setSoTimeout(timeoutMs);
  }

  /** Closes the TCP connection below TLS, because closing TLS could wait for a blocked write. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
