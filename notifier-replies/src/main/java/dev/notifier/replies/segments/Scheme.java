package dev.notifier.replies.segments;

/** How the segments of an inbound message are numbered. References of two schemes never match. */
public enum Scheme {
  /** User data header with an 8-bit reference (3GPP TS 23.040, 9.2.3.24.1). */
  UDH8,
  /** User data header with a 16-bit reference (3GPP TS 23.040, 9.2.3.24.8). */
  UDH16,
  /** sar_msg_ref_num and its companions (SMPP v3.4, 5.3.2.22). */
  SAR
}
