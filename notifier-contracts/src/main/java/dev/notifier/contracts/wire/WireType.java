package dev.notifier.contracts.wire;

/** How a field is encoded: the lowest three bits of its tag (Protobuf encoding, "Structure"). */
final class WireType {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  /** The bits of a tag that are the wire type; the others are the number of the field. */
  static final int BITS = 3;

  private WireType() {}
}
