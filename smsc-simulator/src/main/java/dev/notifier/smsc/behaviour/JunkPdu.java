package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An invalid PDU that every client must tolerate. */
public enum JunkPdu {
  /** command_length 0x7FFFFFFF. */
  @JsonProperty("over-long")
  OVER_LONG,
  /** command_length 8, less than a header. */
  @JsonProperty("too-short")
  TOO_SHORT,
  /** A valid header with a command_id that SMPP does not define. */
  @JsonProperty("unknown-command")
  UNKNOWN_COMMAND,
  /** A deliver_sm whose body ends after two bytes. */
  @JsonProperty("cut-deliver")
  CUT_DELIVER
}
