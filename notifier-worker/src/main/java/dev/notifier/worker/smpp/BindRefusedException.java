package dev.notifier.worker.smpp;

import java.io.IOException;
import org.jsmpp.extra.NegativeResponseException;

/** The carrier rejected the bind. */
public final class BindRefusedException extends IOException {
  private final int commandStatus;

  private BindRefusedException(int commandStatus, Throwable cause) {
    super("The carrier rejected the bind with 0x" + Integer.toHexString(commandStatus), cause);
    this.commandStatus = commandStatus;
  }

  /** The command_status, such as 0x0E for a wrong password (SMPP v3.4, 5.1.3). */
  public int commandStatus() {
    return commandStatus;
  }

  /** Classifies an exception of jSMPP: returns a rejection, and throws everything else. */
  static BindRefusedException orConnectionLost(IOException thrown) throws ConnectionLostException {
    if (thrown.getCause() instanceof NegativeResponseException rejected) {
      return new BindRefusedException(rejected.getCommandStatus(), thrown);
    }
    if (thrown instanceof ConnectionLostException lost) {
      throw lost;
    }
    throw new ConnectionLostException(
        "The carrier could not be reached: " + thrown.getMessage(), thrown);
  }
}
