package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The form of the submit_sm_resp of an accepted message. */
public enum ResponseForm {
  @JsonProperty("normal")
  NORMAL,
  /** No response, although the message was accepted. */
  @JsonProperty("none")
  NONE,
  /** An empty message_id. */
  @JsonProperty("empty-id")
  EMPTY_ID,
  /** A header without a body. */
  @JsonProperty("no-body")
  NO_BODY,
  /** A message_id without its terminating NUL. */
  @JsonProperty("no-terminator")
  NO_TERMINATOR,
  /** A message_id of 80 characters; SMPP allows 64. */
  @JsonProperty("long-id")
  LONG_ID,
  /** A TLV whose length is greater than the bytes that follow. */
  @JsonProperty("cut-tlv")
  CUT_TLV,
  /** The same response twice. */
  @JsonProperty("twice")
  TWICE
}
