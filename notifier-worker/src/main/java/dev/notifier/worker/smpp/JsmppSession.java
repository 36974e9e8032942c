package dev.notifier.worker.smpp;

import java.io.IOException;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.util.DefaultComposer;

/** A session of jSMPP of which only the bind and the sequence numbers are used. */
final class JsmppSession extends SMPPSession {
  /** The bind is the first request of a session. */
  private static final int BIND_SEQUENCE = 1;

  JsmppSession(PduReader reader, ConnectionFactory connections) {
    super(
        new SynchronizedPDUSender(new DefaultPDUSender(new DefaultComposer())),
        reader,
        connections);
    setPduProcessorDegree(1);
    // No read time-out: it would break a PDU that arrives in two pieces. EnquireLinkTimer decides.
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
   * Closes the socket; the threads of jSMPP end by themselves. A bind that waits for its response
   * fails at once; jSMPP would let it wait for its whole time-out. Never blocks.
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
      // A socket that cannot be closed is already unusable.
      return;
    }
  }
}
