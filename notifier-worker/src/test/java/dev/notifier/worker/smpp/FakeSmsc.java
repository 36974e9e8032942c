package dev.notifier.worker.smpp;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An SMSC made of plain sockets, so that a test can send any bytes. Responds to binds, enquire_link
 * and unbind unless a test changes that; the test does the rest.
 */
final class FakeSmsc implements Closeable {
  private static final long TIMEOUT_S = 60;

  private final ServerSocket server;
  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();

  /** The bytes to write for a bind; null closes the connection. */
  volatile Function<Pdu, byte @Nullable []> bindResponder = bind -> bindResponse(bind, 0);

  volatile boolean respondsToEnquiries = true;

  @SuppressWarnings("ArrayRecordComponent") // Bytes are never compared.
  record Pdu(int id, int status, int sequence, byte[] body) {
    boolean isEnd() {
      return id == 0;
    }
  }

  FakeSmsc() throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  FakeSmsc(ServerSocket server) {
    this.server = server;
    Thread.ofPlatform().daemon().name("fake-smsc").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The next connection. */
  Peer peer() throws InterruptedException {
    Peer peer = peers.poll(TIMEOUT_S, TimeUnit.SECONDS);
    if (peer == null) {
      throw new AssertionError("there was no connection");
    }
    return peer;
  }

  static byte[] bindResponse(Pdu bind, int status) {
    return pdu(
        bind.id() | CommandId.RESPONSE,
        status,
        bind.sequence(),
        status == 0 ? new byte[] {'s', 'm', 's', 'c', 0} : new byte[0]);
  }

  static byte[] pdu(int id, int status, int sequence, byte[] body) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(16 + body.length);
      out.writeInt(id);
      out.writeInt(status);
      out.writeInt(sequence);
      out.write(body);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Peer peer = new Peer(server.accept());
        peers.add(peer);
        Thread.ofPlatform().daemon().name("fake-smsc-peer").start(peer::read);
      }
    } catch (IOException e) {
      return; // The test is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Peer each : peers) {
      each.close();
    }
  }

  /** One connection. */
  final class Peer implements Closeable {
    private final Socket socket;
    private final BlockingQueue<Pdu> received = new LinkedBlockingQueue<>();
    private static final Pdu END = new Pdu(0, 0, 0, new byte[0]);

    Peer(Socket socket) {
      this.socket = socket;
    }

    /** The next PDU of this command_id; others before it are ignored. */
    Pdu expect(int id) throws InterruptedException {
      while (true) {
        Pdu pdu = received.poll(TIMEOUT_S, TimeUnit.SECONDS);
        if (pdu == null || pdu.isEnd()) {
          throw new AssertionError("no PDU " + Integer.toHexString(id) + " arrived");
        }
        if (pdu.id() == id) {
          return pdu;
        }
      }
    }

    /** Waits for the end and returns the number of PDUs of this command_id before it. */
    int countUntilEnd(int id) throws InterruptedException {
      int count = 0;
      while (true) {
        Pdu pdu = received.poll(TIMEOUT_S, TimeUnit.SECONDS);
        if (pdu == null) {
          throw new AssertionError("the connection did not end");
        }
        if (pdu.isEnd()) {
          return count;
        }
        count += pdu.id() == id ? 1 : 0;
      }
    }

    synchronized void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    void send(int id, int status, int sequence, byte[] body) throws IOException {
      send(pdu(id, status, sequence, body));
    }

    private void read() {
      try {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
          byte[] body = new byte[in.readInt() - 16];
          Pdu pdu = new Pdu(in.readInt(), in.readInt(), in.readInt(), body);
          in.readFully(body);
          respond(pdu);
          received.add(pdu);
        }
      } catch (IOException | RuntimeException e) {
        received.add(END);
      }
    }

    private void respond(Pdu pdu) throws IOException {
      switch (pdu.id()) {
        case 0x01, 0x02, 0x09 -> {
          byte[] response = bindResponder.apply(pdu);
          if (response == null) {
            close();
          } else {
            send(response);
          }
        }
        case CommandId.ENQUIRE_LINK -> {
          if (respondsToEnquiries) {
            send(CommandId.ENQUIRE_LINK_RESP, 0, pdu.sequence(), new byte[0]);
          }
        }
        case CommandId.UNBIND -> send(CommandId.UNBIND_RESP, 0, pdu.sequence(), new byte[0]);
        default -> {}
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
