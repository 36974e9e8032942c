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
import org.jsmpp.session.connection.Connection;

/** A TCP connection with a connect timeout, no delay for small PDUs, and keepalive. */
final class SocketConnection implements Connection {
  private static final int READ_BUFFER_OCTETS = 64 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final GuardedOutput out;

  SocketConnection(String host, int port, Duration connectTimeout, BooleanSupplier mayWrite)
      throws IOException {
    socket = new Socket();
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      socket.connect(new InetSocketAddress(host, port), (int) connectTimeout.toMillis());
      in = new BufferedInputStream(socket.getInputStream(), READ_BUFFER_OCTETS);
      out = new GuardedOutput(socket.getOutputStream(), mayWrite);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  GuardedOutput output() {
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

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
