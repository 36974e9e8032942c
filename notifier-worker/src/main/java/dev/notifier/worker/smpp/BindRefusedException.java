package dev.notifier.worker.smpp;

import java.io.IOException;

/** The carrier rejected the bind. */
public final class BindRefusedException extends IOException {
  private static final int ALREADY_BOUND = 0x05;
  private static final int BIND_FAILED = 0x0D;
  private static final int INVALID_PASSWORD = 0x0E;
  private static final int INVALID_SYSTEM_ID = 0x0F;

  private final int commandStatus;

  BindRefusedException(int commandStatus, Throwable cause) {
    super(
        "The carrier rejected the bind with 0x%02X%s"
            .formatted(commandStatus, advice(commandStatus)),
        cause);
    this.commandStatus = commandStatus;
  }

  /** The meanings are those of SMPP v3.4, 5.1.3; carriers also use them for what is nearly so. */
  private static String advice(int commandStatus) {
    return switch (commandStatus) {
      case ALREADY_BOUND ->
          " (already bound): another program uses this account, or sessions is above the contract";
      case BIND_FAILED ->
          " (bind failed): ask the carrier whether it allows this address, bind and number of"
              + " sessions, and check system-type";
      case INVALID_PASSWORD -> " (invalid password): correct the password of the route";
      case INVALID_SYSTEM_ID -> " (invalid system_id): correct the system-id of the route";
      default -> ": ask the carrier for its meaning";
    };
  }

  /** The command_status, such as 0x0E for a wrong password (SMPP v3.4, 5.1.3). */
  public int commandStatus() {
    return commandStatus;
  }
}
