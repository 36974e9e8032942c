package dev.notifier.worker.smpp;

import java.io.IOException;

/** The carrier rejected the bind. */
public final class BindRefusedException extends IOException {
  private final int commandStatus;

  BindRefusedException(int commandStatus, Throwable cause) {
    super("The carrier rejected the bind with 0x%02X".formatted(commandStatus), cause);
    this.commandStatus = commandStatus;
  }

  /** The command_status, such as 0x0E for a wrong password (SMPP v3.4, 5.1.3). */
  public int commandStatus() {
    return commandStatus;
  }
}
