package dev.notifier.worker.smpp;

import java.io.IOException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.ConnectionFactory;

/** The library's session, opened up at its protected seams: it binds, and counts sequences. */
final class JsmppSession extends SMPPSession {
  /** The bind is the first request of a session. */
  private static final int BIND_SEQUENCE = 1;

  JsmppSession(PduReader reader, ConnectionFactory connections) {
    super(
        new org.jsmpp.SynchronizedPDUSender(
            new org.jsmpp.DefaultPDUSender(new org.jsmpp.util.DefaultComposer())),
        reader,
        connections);
    setPduProcessorDegree(1);
    // No read timeout: a PDU that comes in two pieces must not be cut. Silence has its own watch.
    setEnquireLinkTimer(0);
  }

  /** Connects and binds; blocks up to both time-outs. */
  void open(BindType type, ConnectionSettings settings) throws IOException {
    connectAndBind(
        settings.host(),
        settings.port(),
        new BindParameter(
            type,
            settings.systemId(),
            settings.password(),
            settings.systemType(),
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null),
        settings.timers().bindTimeout().toMillis());
  }

  GuardedSocketOutput output() {
    return (GuardedSocketOutput) connection().getOutputStream();
  }

  int nextSequence() {
    return sequence().nextValue();
  }

  /**
   * Closes the socket; the library's threads end by themselves. A bind that still waits for its
   * answer fails at once: the library would let it wait for its whole time-out. Never blocks.
   */
  void drop(String reason) {
    PendingResponse<Command> bind = removePendingResponse(BIND_SEQUENCE);
    if (bind != null) {
      bind.doneWithInvalidResponse(new InvalidResponseException(reason));
    }
    try {
      if (connection() != null) {
        connection().close();
      }
    } catch (IOException e) {
      // Nothing is lost with a socket that cannot even be closed.
      return;
    }
  }
}
