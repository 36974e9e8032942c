package dev.notifier.smsc.pdu;

/** The TLVs sar_msg_ref_num, sar_total_segments and sar_segment_seqnum (SMPP 3.4, 5.3.2). */
public record SarParameters(int reference, int total, int number) {}
