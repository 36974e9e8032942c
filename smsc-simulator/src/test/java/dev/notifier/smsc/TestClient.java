package dev.notifier.smsc;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.SocketFactory;

/**
 * An SMPP client on a raw socket that shares no code with the simulator, so that both cannot be
 * wrong together.
 */
final class TestClient implements AutoCloseable {
  /** How long a test waits for a PDU that must come. */
  private static final int WAIT_MS = 10_000;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Pdu(int id, int status, int sequence, byte[] body) {
    String cString() {
      int end = 0;
      while (body[end] != 0) {
        end++;
      }
      return new String(body, 0, end, StandardCharsets.ISO_8859_1);
    }

    /** The short_message of a deliver_sm, as Latin-1. */
    String shortMessage() {
      int at = skipStrings(0, 1) + 2;
      at = skipStrings(at, 1) + 2;
      at = skipStrings(at, 1) + 3;
      at = skipStrings(at, 2) + 4;
      int length = body[at] & 0xFF;
      return new String(body, at + 1, length, StandardCharsets.ISO_8859_1);
    }

    /** The body as Latin-1. */
    String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }

    private int skipStrings(int from, int count) {
      int at = from;
      for (int i = 0; i < count; i++) {
        while (body[at] != 0) {
          at++;
        }
        at++;
      }
      return at;
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private int sequence;

  TestClient(int port) {
    this(SocketFactory.getDefault(), port);
  }

  TestClient(SocketFactory sockets, int port) {
    try {
      socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(WAIT_MS);
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(socket.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects and binds as a transceiver. */
  static TestClient bound(int port) {
    TestClient client = new TestClient(port);
    Pdu answer = client.bind(9, "tester", "secret");
    if (answer.status() != 0) {
      throw new IllegalStateException("bind refused with " + answer.status());
    }
    return client;
  }

  Pdu bind(int commandId, String systemId, String password) {
    send(
        commandId,
        bytes(body -> {
          string(body, systemId);
          string(body, password);
          string(body, "");
          body.write(0x34);
          body.write(0);
          body.write(0);
          string(body, "");
        }));
    return next();
  }

  int submit(String to, String text) {
    return submit(to, 0, 0, text.getBytes(StandardCharsets.US_ASCII));
  }

  int submit(String to, int esmClass, int dataCoding, byte[] message) {
    return send(4, submitBody(to, esmClass, dataCoding, message));
  }

  static byte[] submitBody(String to, int esmClass, int dataCoding, byte[] message) {
    return bytes(body -> {
      string(body, "");
      body.write(5);
      body.write(0);
      string(body, "BHXHVN");
      body.write(1);
      body.write(1);
      string(body, to);
      body.write(esmClass);
      body.write(0);
      body.write(0);
      string(body, "");
      string(body, "");
      body.write(1);
      body.write(0);
      body.write(dataCoding);
      body.write(0);
      body.write(message.length);
      body.writeBytes(message);
    });
  }

  int send(int commandId, byte[] body) {
    sequence++;
    write(commandId, 0, sequence, body);
    return sequence;
  }

  void write(int commandId, int status, int number, byte[] body) {
    try {
      out.write(frame(commandId, status, number, body));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] frame(int commandId, int status, int number, byte[] body) {
    return java.nio.ByteBuffer.allocate(16 + body.length)
        .putInt(16 + body.length)
        .putInt(commandId)
        .putInt(status)
        .putInt(number)
        .put(body)
        .array();
  }

  /** Answers a deliver_sm. */
  void acknowledge(Pdu deliver, int status) {
    write(0x80000005, status, deliver.sequence(), new byte[1]);
  }

  /** Octets as they are. */
  void raw(byte... bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next PDU. */
  Pdu next() {
    try {
      int length = in.readInt();
      int id = in.readInt();
      int status = in.readInt();
      int number = in.readInt();
      byte[] body = new byte[length - 16];
      in.readFully(body);
      return new Pdu(id, status, number, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next bytes, whatever they are. */
  byte[] take(int bytes) {
    try {
      byte[] taken = new byte[bytes];
      in.readFully(taken);
      return taken;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A submit_sm with TLVs. */
  int submit(String to, byte[] message, byte[] tlvs) {
    byte[] body = submitBody(to, 0, 0, message);
    byte[] all = Arrays.copyOf(body, body.length + tlvs.length);
    System.arraycopy(tlvs, 0, all, body.length, tlvs.length);
    return send(4, all);
  }

  /** Whether the peer closes the link (after whatever it still sends). */
  boolean isClosedByPeer() {
    try {
      while (true) {
        if (in.read() < 0) {
          return true;
        }
      }
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Filler {
    void fill(ByteArrayOutputStream body);
  }

  private static byte[] bytes(Filler filler) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    filler.fill(body);
    return body.toByteArray();
  }

  private static void string(ByteArrayOutputStream body, String value) {
    body.writeBytes(Arrays.copyOf(value.getBytes(StandardCharsets.ISO_8859_1), value.length() + 1));
  }
}
