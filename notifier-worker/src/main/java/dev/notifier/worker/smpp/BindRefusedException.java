package dev.notifier.worker.smpp;

import java.io.IOException;
import org.jsmpp.extra.NegativeResponseException;

/** The message centre answered the bind with a no. */
public final class BindRefusedException extends IOException {
  private final int commandStatus;

  private BindRefusedException(int commandStatus, Throwable cause) {
    super(
        "The message centre refused the bind with 0x" + Integer.toHexString(commandStatus), cause);
    this.commandStatus = commandStatus;
  }

  /** Why, such as 0x0E for a wrong password (SMPP v3.4, 5.1.3). */
  public int commandStatus() {
    return commandStatus;
  }

  /** Sorts out what the library threw: a no is returned as a value to throw, the rest is thrown. */
  static BindRefusedException orDown(IOException thrown) throws ConnectionLostException {
    if (thrown.getCause() instanceof NegativeResponseException no) {
      return new BindRefusedException(no.getCommandStatus(), thrown);
    }
    if (thrown instanceof ConnectionLostException down) {
      throw down;
    }
    throw new ConnectionLostException(
        "The message centre could not be reached: " + thrown.getMessage(), thrown);
  }
}
