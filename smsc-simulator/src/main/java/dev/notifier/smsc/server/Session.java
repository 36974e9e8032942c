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

/**
 * One link, the TCP connection of a client, and the SMPP session on it. Runs on the selector
 * thread.
 */
final class Session {
  /** Maximum length of a PDU: a message_payload of 65,535 bytes and room for the rest. */
  static final int MAX_PDU_BYTES = 70_000;

  /**
   * Maximum of delayed submit_sm_resp. At this number the session is not read until some are sent.
   */
  static final int MAX_PENDING_RESPONSES = 10_000;

  /**
   * Maximum of bytes that wait for a slow reader. At this number the session is not read and gets
   * no receipts.
   */
  static final int MAX_PENDING_BYTES = 1024 * 1024;

  enum State {
    OPEN,
    BOUND_RECEIVER,
    BOUND_TRANSMITTER,
    BOUND_TRANSCEIVER,
    UNBOUND
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final byte[] inBytes = new byte[MAX_PDU_BYTES];
  private final ByteBuffer in = ByteBuffer.wrap(inBytes);
  private final PduBuffer out = new PduBuffer();
  private final Map<Integer, PendingDeliver> outstanding = new LinkedHashMap<>();
  private final int number;
  private State state = State.OPEN;
  private String systemId = "";
  private int lastSequence;
  private int pendingResponses;
  private boolean closed;
  private boolean closingAfterFlush;
  private long halfOpenUntilMs;
  private long pdus;
  private long submits;
  private final SplitWriter writer = new SplitWriter();

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

  void markBound(State newState, String newSystemId) {
    state = newState;
    systemId = newSystemId;
  }

  void markUnbound() {
    state = State.UNBOUND;
  }

  boolean isBound() {
    return state != State.OPEN && state != State.UNBOUND;
  }

  boolean canSubmit() {
    return state == State.BOUND_TRANSMITTER || state == State.BOUND_TRANSCEIVER;
  }

  boolean canReceive() {
    return state == State.BOUND_RECEIVER || state == State.BOUND_TRANSCEIVER;
  }

  /** Returns the input that is not handled yet; in write mode between iterations of the loop. */
  ByteBuffer in() {
    return in;
  }

  /** Returns the array behind {@link #in}, with the same offsets. */
  byte[] inBytes() {
    return inBytes;
  }

  /** Returns the output buffer. */
  PduBuffer out() {
    return out;
  }

  /** Returns the deliver_sm without a response by sequence_number, oldest first. */
  Map<Integer, PendingDeliver> outstanding() {
    return outstanding;
  }

  /** Returns the next sequence_number of requests from the SMSC, 1..0x7FFFFFFF. */
  int nextSequence() {
    lastSequence = lastSequence == Integer.MAX_VALUE ? 1 : lastSequence + 1;
    return lastSequence;
  }

  void responsePending() {
    pendingResponses++;
  }

  void responseSent() {
    pendingResponses--;
  }

  int pendingResponses() {
    return pendingResponses;
  }

  /** Counts a PDU. Returns the number so far. */
  long countPdu() {
    return ++pdus;
  }

  /** Counts a submit_sm. Returns the number so far. */
  long countSubmit() {
    return ++submits;
  }

  /** Closes the link after the pending output is flushed. */
  void closeAfterFlush() {
    closingAfterFlush = true;
  }

  boolean isClosingAfterFlush() {
    return closingAfterFlush;
  }

  /** Stops reading and writing until then; Long.MAX_VALUE = until {@link #resume}. */
  void setHalfOpenUntil(long untilMs) {
    halfOpenUntilMs = untilMs;
  }

  void resume() {
    halfOpenUntilMs = 0;
  }

  boolean isHalfOpen() {
    return halfOpenUntilMs != 0;
  }

  /** Returns whether the time of a half-open link is over. */
  boolean mustResume(long nowMs) {
    return halfOpenUntilMs != 0 && halfOpenUntilMs <= nowMs;
  }

  boolean hasRoomToSend() {
    return out.size() < MAX_PENDING_BYTES;
  }

  boolean isReadable() {
    return !closed && !isHalfOpen() && hasRoomToSend() && pendingResponses < MAX_PENDING_RESPONSES;
  }

  boolean isClosed() {
    return closed;
  }

  /** Reads the available input. Returns false at the end of the stream. */
  boolean read() throws IOException {
    return channel.read(in) >= 0;
  }

  /**
   * Writes what the socket takes, and registers for the events that continue reading or writing.
   * Returns when to call this again without an event, or Long.MAX_VALUE.
   */
  long flush(LinkFaultPolicy policy, FaultCounters faultCounters, long nowMs) throws IOException {
    long wakeMs =
        isHalfOpen() ? halfOpenUntilMs : writer.write(out, channel, policy, faultCounters, nowMs);
    boolean wantsWrite = !isHalfOpen() && wakeMs == Long.MAX_VALUE && out.size() > 0;
    int interest =
        (isReadable() ? SelectionKey.OP_READ : 0) | (wantsWrite ? SelectionKey.OP_WRITE : 0);
    if (key.isValid() && key.interestOps() != interest) {
      key.interestOps(interest);
    }
    return wakeMs;
  }

  /** Closes the socket and discards pending output. */
  void close() {
    closed = true;
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // The session is over in any case, and the peer sees the link closed.
    }
  }
}
