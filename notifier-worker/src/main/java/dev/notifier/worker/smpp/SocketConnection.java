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
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jsmpp.session.connection.Connection;

/**
 * A connection with a time-out, no delay for small PDUs and keepalive, over TLS where the route
 * wants it.
 */
final class SocketConnection implements Connection {
  private static final int READ_BUFFER_OCTETS = 64 * 1024;

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
   * @param mayWrite asked before every write to the socket
   * @throws ConnectionLostException when TLS does not come about, in words that say what to do
   */
  static SocketConnection to(
      ConnectionSettings settings, BooleanSupplier mayWrite, LongSupplier nanos)
      throws IOException {
    long timeoutNanos = settings.timers().connectTimeout().toNanos();
    long begunNanos = nanos.getAsLong();
    Socket socket = new Socket();
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      socket.connect(
          new InetSocketAddress(settings.host(), settings.port()), milliseconds(timeoutNanos));
      long left = timeoutNanos - (nanos.getAsLong() - begunNanos);
      Socket talking =
          settings.tls() == null
              ? socket
              : TlsSocketFactory.over(socket, settings.host(), settings.tls(), milliseconds(left));
      return new SocketConnection(
          socket,
          new BufferedInputStream(talking.getInputStream(), READ_BUFFER_OCTETS),
          new GuardedSocketOutput(talking.getOutputStream(), mayWrite, nanos));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** At least one: zero would mean for ever. */
  private static int milliseconds(long durationNanos) {
    return (int) Math.max(1, Duration.ofNanos(durationNanos).toMillis());
  }

  GuardedSocketOutput output() {
    return out;
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

  /** Closes the TCP connection, also below TLS, whose own end could wait for a blocked write. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
