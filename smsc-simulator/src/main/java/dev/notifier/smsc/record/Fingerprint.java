package dev.notifier.smsc.record;

import dev.notifier.smsc.pdu.SegmentInfo;
import dev.notifier.smsc.pdu.ShortMessage;

/**
 * Identifies a segment in 128 bits. Covers destination, data_coding, the UDHI bit, the message with
 * its concatenation reference zeroed, and the SAR position without its reference. The same segment
 * of the same text to the same number therefore has the same fingerprint each time it is sent. Two
 * chains of multiply-and-fold take 8 bytes at a time: collisions are unlikely by chance, but an
 * adversary can construct one.
 */
public record Fingerprint(long high, long low) {
  private static final long P1 = 0x9E3779B97F4A7C15L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0xD6E8FEB86659FD93L;

  static Fingerprint of(ShortMessage message) {
    String to = message.destination().value();
    byte[] bytes = message.message();
    long a = P1 ^ bytes.length;
    long b = P2 + to.length();
    for (int i = 0; i < to.length(); i++) {
      a = fold(a ^ to.charAt(i), P1);
      b = fold(b + to.charAt(i), P3);
    }
    long kind = (long) message.dataCoding() << 1 | (message.hasUserDataHeader() ? 1 : 0);
    int skipFrom = -1;
    int skipTo = -1;
    SegmentInfo segment = SegmentInfo.of(message);
    if (segment != null && segment.referenceOffset() >= 0) {
      skipFrom = segment.referenceOffset();
      skipTo = skipFrom + (segment.wideReference() ? 2 : 1);
    } else if (segment != null) {
      kind |= (long) segment.total() << 16 | (long) segment.number() << 24;
    }
    a = fold(a ^ kind, P2);
    b = fold(b + kind, P1);
    for (int at = 0; at < bytes.length; at += 8) {
      long word = 0;
      for (int i = at; i < Math.min(at + 8, bytes.length); i++) {
        word = word << 8 | (i >= skipFrom && i < skipTo ? 0 : bytes[i] & 0xFF);
      }
      a = fold(a ^ word, P1);
      b = fold(b + word, P2);
    }
    return new Fingerprint(fold(a ^ P3, P2), fold(b ^ P1, P3));
  }

  private static long fold(long value, long by) {
    long odd = value * by;
    odd ^= odd >>> 29;
    odd *= P3;
    return odd ^ odd >>> 32;
  }
}
