package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The location of the data of a receipt: in its text, in the TLVs receipted_message_id and
 * message_state, or in both. With payload, the text is in the message_payload TLV.
 */
public enum ReceiptFormat {
  TEXT(true, false, false),
  TLV(false, true, false),
  BOTH(true, true, false),
  PAYLOAD(true, false, true),
  @JsonProperty("payload-and-tlv")
  PAYLOAD_AND_TLV(true, true, true);

  private final boolean text;
  private final boolean tlvs;
  private final boolean payload;

  ReceiptFormat(boolean text, boolean tlvs, boolean payload) {
    this.text = text;
    this.tlvs = tlvs;
    this.payload = payload;
  }

  public boolean hasText() {
    return text;
  }

  public boolean hasTlvs() {
    return tlvs;
  }

  public boolean isInPayload() {
    return payload;
  }
}
