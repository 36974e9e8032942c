package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.LinkFaultPolicy;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.record.FaultCounters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/** One link and what is known about it. Belongs to the selector thread. */
final class Session {
  /** The longest PDU read: a message_payload of 65,535 octets and room for the rest. */
  static final int MAX_PDU_OCTETS = 70_000;

  /**
   * Responses that wait for their time; at this many the session is not read until some went out.
   */
  static final int MAX_UNANSWERED_SUBMITS = 10_000;

  /**
   * Octets that wait for a slow reader; at this many the session is not read and gets no receipts.
   */
  static final int MAX_WAITING_OCTETS = 1024 * 1024;

  enum State {
    OPEN,
    BOUND_RECEIVER,
    BOUND_TRANSMITTER,
    BOUND_TRANSCEIVER,
    UNBOUND
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final byte[] octets = new byte[MAX_PDU_OCTETS];
  private final ByteBuffer in = ByteBuffer.wrap(octets);
  private final PduBuffer out = new PduBuffer();
  private final Map<Integer, PendingDeliver> sent = new LinkedHashMap<>();
  private final int number;
  private State state = State.OPEN;
  private String systemId = "";
  private int lastSequence;
  private int unansweredSubmits;
  private boolean closed;
  private boolean doomed;
  private long frozenUntilMs;
  private long pdus;
  private long submits;
  private final SplitWriter splitter = new SplitWriter();

  Session(SocketChannel channel, SelectionKey key, int number) {
    this.channel = channel;
    this.key = key;
    this.number = number;
  }

  int number() {
    return number;
  }

  String systemId() {
    return systemId;
  }

  State state() {
    return state;
  }

  void bound(State as, String bySystemId) {
    state = as;
    systemId = bySystemId;
  }

  void unbound() {
    state = State.UNBOUND;
  }

  boolean isBound() {
    return state != State.OPEN && state != State.UNBOUND;
  }

  boolean maySubmit() {
    return state == State.BOUND_TRANSMITTER || state == State.BOUND_TRANSCEIVER;
  }

  boolean mayReceive() {
    return state == State.BOUND_RECEIVER || state == State.BOUND_TRANSCEIVER;
  }

  /** Bytes read so far and not yet handled; in write mode between passes. */
  ByteBuffer in() {
    return in;
  }

  /** What {@link #in} is a view of, at the same places. */
  byte[] octets() {
    return octets;
  }

  /** Where PDUs to this session are written. */
  PduBuffer out() {
    return out;
  }

  /** deliver_sm without an answer, by sequence number, oldest first. */
  Map<Integer, PendingDeliver> sent() {
    return sent;
  }

  /** The next sequence_number of requests from this side, 1..0x7FFFFFFF. */
  int nextSequence() {
    lastSequence = lastSequence == Integer.MAX_VALUE ? 1 : lastSequence + 1;
    return lastSequence;
  }

  void submitTaken() {
    unansweredSubmits++;
  }

  void submitAnswered() {
    unansweredSubmits--;
  }

  int unansweredSubmits() {
    return unansweredSubmits;
  }

  /** How many PDUs were handled, this one too. */
  long pduHandled() {
    return ++pdus;
  }

  /** How many submit_sm were handled, this one too. */
  long submitHandled() {
    return ++submits;
  }

  /** The link is to be closed after what it was answered so far. */
  void doom() {
    doomed = true;
  }

  boolean isDoomed() {
    return doomed;
  }

  /** Neither read nor written until then; Long.MAX_VALUE = until {@link #thaw}. */
  void freeze(long untilMs) {
    frozenUntilMs = untilMs;
  }

  void thaw() {
    frozenUntilMs = 0;
  }

  boolean isFrozen() {
    return frozenUntilMs != 0;
  }

  /** Whether a frozen link's time is over. */
  boolean isThawing(long nowMs) {
    return frozenUntilMs != 0 && frozenUntilMs <= nowMs;
  }

  boolean hasRoomToSend() {
    return out.size() < MAX_WAITING_OCTETS;
  }

  boolean isReadable() {
    return !closed && !isFrozen() && hasRoomToSend() && unansweredSubmits < MAX_UNANSWERED_SUBMITS;
  }

  boolean isClosed() {
    return closed;
  }

  /** Reads what is there; false at the end of the stream. */
  boolean read() throws IOException {
    return channel.read(in) >= 0;
  }

  /**
   * Writes what the socket takes, and asks to be called when it takes more, or has more; returns
   * when it is to be called whatever happens, Long.MAX_VALUE for never.
   */
  long flush(LinkFaultPolicy policy, FaultCounters tally, long nowMs) throws IOException {
    long wakeMs = isFrozen() ? frozenUntilMs : splitter.write(out, channel, policy, tally, nowMs);
    boolean waits = !isFrozen() && wakeMs == Long.MAX_VALUE && out.size() > 0;
    int wanted = (isReadable() ? SelectionKey.OP_READ : 0) | (waits ? SelectionKey.OP_WRITE : 0);
    if (key.isValid() && key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
    return wakeMs;
  }

  /** Closes the socket; what waits is lost. */
  void close() {
    closed = true;
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // The link is given up either way, and the peer sees it closed.
    }
  }
}
