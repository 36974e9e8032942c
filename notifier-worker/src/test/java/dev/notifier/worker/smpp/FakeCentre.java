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
 * A message centre made of bare sockets, so that a test can send any octets. Answers binds,
 * enquiries and unbinds unless told otherwise; the rest is the test's business.
 */
final class FakeCentre implements Closeable {
  private static final long LIMIT_S = 60;

  private final ServerSocket server;
  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();

  /** What to write for a bind; null closes the connection. */
  volatile Function<Pdu, byte @Nullable []> onBind = bind -> bindResponse(bind, 0);

  volatile boolean answersEnquiries = true;

  @SuppressWarnings("ArrayRecordComponent") // Raw octets, never compared.
  record Pdu(int id, int status, int sequence, byte[] body) {
    boolean isEnd() {
      return id == 0;
    }
  }

  FakeCentre() throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  FakeCentre(ServerSocket server) {
    this.server = server;
    Thread.ofPlatform().daemon().name("fake-centre").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The next connection. */
  Peer peer() throws InterruptedException {
    Peer peer = peers.poll(LIMIT_S, TimeUnit.SECONDS);
    if (peer == null) {
      throw new AssertionError("nobody connected");
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
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(octets);
      out.writeInt(16 + body.length);
      out.writeInt(id);
      out.writeInt(status);
      out.writeInt(sequence);
      out.write(body);
      return octets.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Peer peer = new Peer(server.accept());
        peers.add(peer);
        Thread.ofPlatform().daemon().name("fake-centre-peer").start(peer::read);
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
    private final BlockingQueue<Pdu> got = new LinkedBlockingQueue<>();
    private static final Pdu END = new Pdu(0, 0, 0, new byte[0]);

    Peer(Socket socket) {
      this.socket = socket;
    }

    /** The next PDU of that id; others before it are passed over. */
    Pdu expect(int id) throws InterruptedException {
      while (true) {
        Pdu pdu = got.poll(LIMIT_S, TimeUnit.SECONDS);
        if (pdu == null || pdu.isEnd()) {
          throw new AssertionError("no PDU " + Integer.toHexString(id) + " came");
        }
        if (pdu.id() == id) {
          return pdu;
        }
      }
    }

    /** Waits for the end; returns how many PDUs of that id came before it. */
    int countUntilEnd(int id) throws InterruptedException {
      int count = 0;
      while (true) {
        Pdu pdu = got.poll(LIMIT_S, TimeUnit.SECONDS);
        if (pdu == null) {
          throw new AssertionError("the connection does not end");
        }
        if (pdu.isEnd()) {
          return count;
        }
        count += pdu.id() == id ? 1 : 0;
      }
    }

    synchronized void send(byte[] octets) throws IOException {
      socket.getOutputStream().write(octets);
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
          answer(pdu);
          got.add(pdu);
        }
      } catch (IOException | RuntimeException e) {
        got.add(END);
      }
    }

    private void answer(Pdu pdu) throws IOException {
      switch (pdu.id()) {
        case 0x01, 0x02, 0x09 -> {
          byte[] response = onBind.apply(pdu);
          if (response == null) {
            close();
          } else {
            send(response);
          }
        }
        case CommandId.ENQUIRE_LINK -> {
          if (answersEnquiries) {
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
