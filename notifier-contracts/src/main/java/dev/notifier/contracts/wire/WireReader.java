package dev.notifier.contracts.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a Protobuf message. A length is compared with the bytes that are there before
 * anything is allocated. All methods that read throw {@link MalformedRecordException} when the
 * bytes are not what they should be. Not thread-safe.
 */
final class WireReader {
  private static final int SEVEN_BITS = 7;
  private static final int LOW_BITS = 0x7F;
  private static final int MAX_FIELD = (1 << 29) - 1;
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private int position;
  private int end;
  private int field;
  private int type;
  private int version;

  WireReader(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /** Goes to the next field of the message; false at its end. */
  boolean next() {
    if (position == end) {
      return false;
    }
    long tag = varint();
    long number = tag >>> WireType.BITS;
    if (number < 1 || number > MAX_FIELD) {
      throw new MalformedRecordException("a field has no valid number");
    }
    field = (int) number;
    type = (int) tag & (1 << WireType.BITS) - 1;
    return true;
  }

  /** The number of the current field. */
  int field() {
    return field;
  }

  /** The version of the format that the record has. */
  int version() {
    return version;
  }

  void version(int found) {
    version = found;
  }

  /** Whether everything is read and the last field was the mark of the end. */
  boolean isComplete() {
    return position == end && field == RecordWire.COMPLETE;
  }

  long number() {
    require(WireType.VARINT);
    return varint();
  }

  /** Reads a number of the type sint64. */
  long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  int integer() {
    long value = number();
    if (value != (int) value) {
      throw new MalformedRecordException(where("does not fit into 32 bits"));
    }
    return (int) value;
  }

  boolean flag() {
    return number() != 0;
  }

  <E extends Enum<E>> @Nullable E constant(EnumNumbers<E> numbers) {
    return numbers.constant(number());
  }

  Instant time() {
    return Instant.EPOCH.plus(number(), ChronoUnit.MICROS);
  }

  UUID id() {
    int length = length();
    if (length != 2 * Long.BYTES) {
      throw new MalformedRecordException(where("is not an id"));
    }
    ByteBuffer id = ByteBuffer.wrap(bytes, position, length);
    position += length;
    return new UUID(id.getLong(), id.getLong());
  }

  byte[] bytes() {
    int length = length();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** Reads a text, which must be UTF-8. */
  String text() {
    int length = length();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isEncoded(text, position, length)) {
      throw new MalformedRecordException(where("is not UTF-8"));
    }
    position += length;
    return text;
  }

  private boolean isEncoded(String text, int start, int length) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(encoded, 0, encoded.length, bytes, start, start + length);
  }

  /** Reads numbers that are one packed field, or this one of several fields. */
  void integers(List<Integer> into) {
    if (type == WireType.VARINT) {
      into.add(integer());
      return;
    }
    message(in -> {
      while (in.position < in.end) {
        in.type = WireType.VARINT;
        into.add(in.integer());
      }
      return into;
    });
  }

  /** Reads a message. */
  <T> T message(Function<WireReader, T> fields) {
    int length = length();
    int outerEnd = end;
    int outerField = field;
    end = position + length;
    T value = fields.apply(this);
    end = outerEnd;
    field = outerField;
    return value;
  }

  /** Passes over the value of a field that this release does not know. */
  void skip() {
    switch (type) {
      case WireType.VARINT -> varint();
      case WireType.FIXED64 -> advance(Long.BYTES);
      case WireType.LENGTH -> advance(length());
      case WireType.FIXED32 -> advance(Integer.BYTES);
      default -> throw new MalformedRecordException(where("has no valid type"));
    }
  }

  private void advance(int length) {
    if (length > end - position) {
      throw cutOff();
    }
    position += length;
  }

  private int length() {
    require(WireType.LENGTH);
    long length = varint();
    if (length < 0 || length > end - position) {
      throw cutOff();
    }
    return (int) length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += SEVEN_BITS) {
      if (position == end) {
        throw cutOff();
      }
      byte next = bytes[position++];
      value |= (long) (next & LOW_BITS) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedRecordException(where("is a number of more than 64 bits"));
  }

  private void require(int expected) {
    if (type != expected) {
      throw new MalformedRecordException(where("has another type"));
    }
  }

  private static MalformedRecordException cutOff() {
    return new MalformedRecordException("the value is cut off");
  }

  private String where(String problem) {
    return "field " + field + " " + problem;
  }
}
