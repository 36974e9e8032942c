package dev.notifier.worker.smpp;

import java.io.IOException;
import java.io.OutputStream;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.ConnectionFactory;

/** A session of jSMPP of which only the bind and the sequence numbers are used. */
final class JsmppSession extends SMPPSession {
  JsmppSession(PduReader reader, ConnectionFactory connections) {
    super(new BindSender(), reader, connections);
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
    PendingResponse<Command> bind = removePendingResponse(PduReader.BIND_SEQUENCE);
    if (bind != null) {
      bind.doneWithInvalidResponse(new InvalidResponseException(reason));
      // Before it waits, jSMPP looks for a response only; it throws the failure without looking at
      // it.
      bind.done(new Command());
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

  /** jSMPP's composer rejects a password of more than 8 characters. */
  private static final class BindSender extends DefaultPDUSender {
    @Override
    public byte[] sendBind(
        OutputStream out,
        BindType type,
        int sequence,
        String systemId,
        String password,
        String systemType,
        InterfaceVersion version,
        TypeOfNumber addressTon,
        NumberingPlanIndicator addressNpi,
        String addressRange)
        throws IOException {
      byte[] pdu = PduEncoder.bind(type.commandId(), sequence, systemId, password, systemType);
      out.write(pdu);
      out.flush();
      return pdu;
    }
  }
}
