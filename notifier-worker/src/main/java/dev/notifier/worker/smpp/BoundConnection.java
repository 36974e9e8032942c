package dev.notifier.worker.smpp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jsmpp.bean.BindType;
import org.jspecify.annotations.Nullable;

/**
 * A connection of one session as transceiver, or of two: a transmitter for submissions and a
 * receiver for inbound messages. It is bound when all its sessions are, and closed when one is.
 */
final class BoundConnection implements SmppConnection, SmppConnectionListener {
  private static final Duration UNBIND_TIMEOUT = Duration.ofSeconds(2);

  private final SmppConnectionListener listener;
  private final LongSupplier nanos;

  /** The first session transmits. */
  private final List<SmppSession> sessions = new CopyOnWriteArrayList<>();

  private boolean bound;
  private @Nullable String closeReason;

  private BoundConnection(SmppConnectionListener listener, LongSupplier nanos) {
    this.listener = listener;
    this.nanos = nanos;
  }

  /**
   * Connects and binds. Blocks up to both time-outs for each session. If it throws, the listener is
   * not called.
   */
  static SmppConnection bind(
      ConnectionSettings settings,
      SmppConnectionListener listener,
      LongSupplier nanos,
      WritePermission permission)
      throws ConnectionLostException, BindRefusedException {
    BoundConnection connection = new BoundConnection(listener, nanos);
    List<BindType> types =
        settings.separate()
            ? List.of(BindType.BIND_TX, BindType.BIND_RX)
            : List.of(BindType.BIND_TRX);
    try {
      for (BindType type : types) {
        connection.sessions.add(SmppSession.open(type, settings, connection, nanos, permission));
      }
      connection.setBound();
      return connection;
    } catch (ConnectionLostException | BindRefusedException | RuntimeException e) {
      connection.sessions.forEach(session -> session.close("Not bound"));
      throw e;
    }
  }

  private synchronized void setBound() throws ConnectionLostException {
    if (closeReason != null) {
      throw new ConnectionLostException(closeReason + ", while the connection was being bound");
    }
    bound = true;
  }

  @Override
  public int submit(SubmitSm submit) throws ConnectionLostException {
    return sessions.getFirst().submit(submit);
  }

  @Override
  public void flush() throws ConnectionLostException {
    sessions.getFirst().flush();
  }

  @Override
  public void unbind() {
    long deadline = nanos.getAsLong() + UNBIND_TIMEOUT.toNanos();
    sessions.forEach(SmppSession::requestUnbind);
    boolean confirmed = true;
    for (SmppSession session : sessions) {
      confirmed &= session.awaitUnbound(deadline - nanos.getAsLong());
    }
    String reason = confirmed ? "Unbound" : "Unbound, without a response";
    sessions.forEach(session -> session.close(reason));
  }

  @Override
  public void abort() {
    sessions.forEach(session -> session.close("The connection was aborted"));
  }

  @Override
  public void responded(SubmitSmResp response) {
    listener.responded(response);
  }

  @Override
  public void received(InboundPdu pdu) {
    listener.received(pdu);
  }

  @Override
  public void answered(boolean isAcknowledged, Duration after) {
    listener.answered(isAcknowledged, after);
  }

  @Override
  public void closed(String reason) {
    boolean notify;
    synchronized (this) {
      notify = bound && closeReason == null;
      closeReason = closeReason == null ? reason : closeReason;
    }
    sessions.forEach(session -> session.close(reason));
    if (notify) {
      listener.closed(reason);
    }
  }
}
