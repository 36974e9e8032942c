package dev.notifier.smsc;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.SocketFactory;

/**
 * An SMPP client on a raw socket. It shares no code with the simulator, so that an error in the
 * codec of the simulator is found.
 */
final class TestClient implements AutoCloseable {
  /** Time limit for a PDU that a test expects. */
  private static final int WAIT_MS = 10_000;

  static final int RESPONSE = 0x80000000;
  static final int GENERIC_NACK = 0x80000000;
  static final int BIND_RECEIVER = 1;
  static final int BIND_TRANSMITTER = 2;
  static final int SUBMIT_SM = 4;
  static final int DELIVER_SM = 5;
  static final int UNBIND = 6;
  static final int BIND_TRANSCEIVER = 9;
  static final int ENQUIRE_LINK = 0x15;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Pdu(int id, int status, int sequence, byte[] body) {
    String cString() {
      int end = 0;
      while (body[end] != 0) {
        end++;
      }
      return new String(body, 0, end, StandardCharsets.ISO_8859_1);
    }

    /** Returns the short_message of a deliver_sm as Latin-1. */
    String shortMessage() {
      int at = skipStrings(0, 1) + 2;
      at = skipStrings(at, 1) + 2;
      at = skipStrings(at, 1) + 3;
      at = skipStrings(at, 2) + 4;
      int length = body[at] & 0xFF;
      return new String(body, at + 1, length, StandardCharsets.ISO_8859_1);
    }

    /** Returns the body as Latin-1. */
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
    Pdu response = client.bind(BIND_TRANSCEIVER, "tester", "secret");
    if (response.status() != 0) {
      throw new IllegalStateException("bind refused with status " + response.status());
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
    return send(SUBMIT_SM, submitBody(to, esmClass, dataCoding, message));
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
    return ByteBuffer.allocate(16 + body.length)
        .putInt(16 + body.length)
        .putInt(commandId)
        .putInt(status)
        .putInt(number)
        .put(body)
        .array();
  }

  /** Sends an enquire_link; its response must be the next PDU, so nothing was sent before it. */
  void expectNothingSent() {
    send(ENQUIRE_LINK, new byte[0]);
    int id = next().id();
    if (id != (RESPONSE | ENQUIRE_LINK)) {
      throw new AssertionError("unexpected PDU 0x" + Integer.toHexString(id));
    }
  }

  /** Submits a text and returns the submit_sm_resp. */
  Pdu submitAndReceive(String to, String text) {
    submit(to, text);
    return next();
  }

  /** Receives a receipt, acknowledges it and returns its text. */
  String acknowledgeReceipt() {
    Pdu receipt = next();
    acknowledge(receipt, 0);
    return receipt.shortMessage();
  }

  /** Responds to a deliver_sm. */
  void acknowledge(Pdu deliver, int status) {
    write(RESPONSE | DELIVER_SM, status, deliver.sequence(), new byte[1]);
  }

  /** Sends raw bytes. */
  void raw(byte... bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Receives the next PDU. */
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

  /** Receives the next bytes. */
  byte[] receive(int count) {
    try {
      byte[] received = new byte[count];
      in.readFully(received);
      return received;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a submit_sm with TLVs. */
  int submit(String to, byte[] message, byte[] tlvs) {
    byte[] body = submitBody(to, 0, 0, message);
    byte[] all = Arrays.copyOf(body, body.length + tlvs.length);
    System.arraycopy(tlvs, 0, all, body.length, tlvs.length);
    return send(SUBMIT_SM, all);
  }

  /** Returns whether the peer closes the link, ignoring what it sends before. */
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
