package dev.notifier.smsc.pdu;

/** The command statuses of SMPP 3.4 (section 5.1.3) that the simulator sends on its own account. */
public final class CommandStatus {
  public static final int OK = 0x00;
  public static final int INVALID_MESSAGE_LENGTH = 0x01;
  public static final int INVALID_COMMAND_LENGTH = 0x02;
  public static final int INVALID_COMMAND_ID = 0x03;
  public static final int INVALID_BIND_STATUS = 0x04;
  public static final int ALREADY_BOUND = 0x05;
  public static final int SYSTEM_ERROR = 0x08;
  public static final int INVALID_SOURCE = 0x0A;
  public static final int INVALID_DESTINATION = 0x0B;
  public static final int INVALID_PASSWORD = 0x0E;
  public static final int INVALID_SYSTEM_ID = 0x0F;
  public static final int QUEUE_FULL = 0x14;
  public static final int INVALID_SERVICE_TYPE = 0x15;
  public static final int SUBMIT_FAILED = 0x45;
  public static final int INVALID_SYSTEM_TYPE = 0x53;
  public static final int THROTTLED = 0x58;
  public static final int INVALID_SCHEDULE_TIME = 0x61;
  public static final int INVALID_VALIDITY_PERIOD = 0x62;
  public static final int APPLICATION_TEMPORARY = 0x64;
  public static final int INVALID_OPTIONAL_PARAMETER = 0xC0;

  private CommandStatus() {}

  /** Returns whether a deliver_sm that was refused with this status is sent again later. */
  public static boolean isTemporary(int status) {
    return switch (status) {
      case SYSTEM_ERROR, QUEUE_FULL, SUBMIT_FAILED, THROTTLED, APPLICATION_TEMPORARY -> true;
      default -> false;
    };
  }
}
