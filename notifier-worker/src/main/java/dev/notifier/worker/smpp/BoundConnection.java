package dev.notifier.worker.smpp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jsmpp.bean.BindType;
import org.jspecify.annotations.Nullable;

/**
 * A link on one session as transceiver, or on two: a transmitter for submits and a receiver for
 * what comes. It is bound when all are, and gone when one of them is.
 */
final class BoundConnection implements SmppConnection, SmppSession.Owner {
  private static final Duration UNBIND_WITHIN = Duration.ofSeconds(2);

  private final SmppConnectionListener listener;
  private final LongSupplier nanos;

  /** The first one transmits. */
  private final List<SmppSession> sessions = new CopyOnWriteArrayList<>();

  private boolean bound;
  private @Nullable String endedBecause;

  private BoundConnection(SmppConnectionListener listener, LongSupplier nanos) {
    this.listener = listener;
    this.nanos = nanos;
  }

  /**
   * Connects and binds. Blocks up to both time-outs for each session. When it throws, the listener
   * hears of no end.
   *
   * @throws BindRefusedException when the centre said no
   * @throws ConnectionLostException when it could not be reached or said nothing
   */
  static SmppConnection bind(
      ConnectionSettings settings,
      SmppConnectionListener listener,
      LongSupplier nanos,
      BooleanSupplier mayWrite)
      throws ConnectionLostException, BindRefusedException {
    BoundConnection link = new BoundConnection(listener, nanos);
    List<BindType> types =
        settings.separate()
            ? List.of(BindType.BIND_TX, BindType.BIND_RX)
            : List.of(BindType.BIND_TRX);
    try {
      for (BindType type : types) {
        link.sessions.add(SmppSession.open(type, settings, link, nanos, mayWrite));
      }
      link.becomeBound();
      return link;
    } catch (ConnectionLostException | BindRefusedException | RuntimeException e) {
      link.sessions.forEach(each -> each.ended("Not bound"));
      throw e;
    }
  }

  private synchronized void becomeBound() throws ConnectionLostException {
    if (endedBecause != null) {
      throw new ConnectionLostException(endedBecause + ", while the link was being bound");
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
    long until = nanos.getAsLong() + UNBIND_WITHIN.toNanos();
    sessions.forEach(SmppSession::askUnbind);
    sessions.forEach(each -> each.awaitUnbound(until - nanos.getAsLong()));
  }

  @Override
  public void abort() {
    sessions.forEach(each -> each.ended("The link was given up"));
  }

  @Override
  public void answered(
      int sequence, int commandStatus, @Nullable String messageId, int congestion) {
    listener.answered(sequence, commandStatus, messageId, congestion);
  }

  @Override
  public void delivered(InboundPdu inbound) {
    listener.delivered(inbound);
  }

  @Override
  public void ended(String reason) {
    boolean tell;
    synchronized (this) {
      tell = bound && endedBecause == null;
      endedBecause = endedBecause == null ? reason : endedBecause;
    }
    sessions.forEach(each -> each.ended(reason));
    if (tell) {
      listener.closed(reason);
    }
  }
}
