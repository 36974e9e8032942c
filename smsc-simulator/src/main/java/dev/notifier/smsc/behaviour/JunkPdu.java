package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A PDU that no client should get, and every client must survive. */
public enum JunkPdu {
  /** command_length 0x7FFFFFFF. */
  @JsonProperty("over-long")
  OVER_LONG,
  /** command_length 8, less than a header. */
  @JsonProperty("too-short")
  TOO_SHORT,
  /** A sound header with a command_id that SMPP does not know. */
  @JsonProperty("unknown-command")
  UNKNOWN_COMMAND,
  /** A deliver_sm whose body ends after two octets. */
  @JsonProperty("cut-deliver")
  CUT_DELIVER
}
