package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the submit_sm_resp of a message that was taken looks. */
public enum ResponseForm {
  @JsonProperty("usual")
  USUAL,
  /** No answer at all, though the message was taken. */
  @JsonProperty("none")
  NONE,
  /** A message_id of no characters. */
  @JsonProperty("empty-id")
  EMPTY_ID,
  /** A header alone. */
  @JsonProperty("no-body")
  NO_BODY,
  /** A message_id without its NUL. */
  @JsonProperty("no-terminator")
  NO_TERMINATOR,
  /** A message_id of 80 characters, where 64 are the most. */
  @JsonProperty("long-id")
  LONG_ID,
  /** A TLV that promises more octets than there are. */
  @JsonProperty("cut-tlv")
  CUT_TLV,
  /** The same answer two times. */
  @JsonProperty("twice")
  TWICE
}
