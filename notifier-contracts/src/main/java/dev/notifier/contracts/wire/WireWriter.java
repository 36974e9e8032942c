package dev.notifier.contracts.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a Protobuf message. A value that is null or its default is left out. Not
 * thread-safe.
 */
final class WireWriter {
  private static final int FIRST_CAPACITY = 512;
  private static final int MAX_VARINT = 10;
  private static final int MORE = 0x80;
  private static final int SEVEN_BITS = 7;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int size;

  /** Writes a number that is 0 if it is missing. */
  WireWriter number(int field, long value) {
    return number(field, value, 0);
  }

  /**
   * Writes a number.
   *
   * @param missing what it is if it is missing
   */
  WireWriter number(int field, long value, long missing) {
    return value == missing ? this : tag(field, WireType.VARINT).varint(value);
  }

  /** Writes the position of a name, even if it is 0. */
  WireWriter name(int field, @Nullable Integer position) {
    return position == null ? this : tag(field, WireType.VARINT).varint(position);
  }

  /** Writes a number that is often small and may be negative, whatever its value (sint64). */
  WireWriter signed(int field, long value) {
    return tag(field, WireType.VARINT).varint((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  WireWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  <E extends Enum<E>> WireWriter constant(int field, EnumNumbers<E> numbers, @Nullable E value) {
    return value == null ? this : tag(field, WireType.VARINT).varint(numbers.of(value));
  }

  /** Writes a time in microseconds since the epoch; finer parts are cut off. */
  WireWriter time(int field, @Nullable Instant value) {
    return value == null ? this : tag(field, WireType.VARINT).varint(micros(value));
  }

  /** The microseconds since the epoch, or the nearest number that there is. */
  static long micros(Instant value) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, value);
    } catch (ArithmeticException e) {
      return value.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  WireWriter id(int field, @Nullable UUID value) {
    if (value != null) {
      tag(field, WireType.LENGTH).varint(2 * Long.BYTES);
      fixed64(value.getMostSignificantBits());
      fixed64(value.getLeastSignificantBits());
    }
    return this;
  }

  WireWriter bytes(int field, byte @Nullable [] value) {
    if (value != null) {
      tag(field, WireType.LENGTH).varint(value.length);
      reserve(value.length);
      System.arraycopy(value, 0, bytes, size, value.length);
      size += value.length;
    }
    return this;
  }

  /** Writes a text in UTF-8. */
  WireWriter text(int field, @Nullable String value) {
    return value == null ? this : bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  WireWriter texts(int field, Collection<String> values) {
    for (String value : values) {
      text(field, value);
    }
    return this;
  }

  /** Writes numbers as one packed field. */
  WireWriter packed(int field, List<Integer> values) {
    int start = begin(field);
    for (int value : values) {
      varint(value);
    }
    return end(start);
  }

  /** Writes a message. */
  <T> WireWriter message(int field, T value, BiConsumer<WireWriter, T> fields) {
    int start = begin(field);
    fields.accept(this, value);
    return end(start);
  }

  /** Writes each element as a message. */
  <T> WireWriter each(int field, Iterable<T> values, BiConsumer<WireWriter, T> fields) {
    for (T value : values) {
      message(field, value, fields);
    }
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Leaves one byte for a length that is not known yet. */
  private int begin(int field) {
    tag(field, WireType.LENGTH);
    reserve(1);
    return size++;
  }

  private WireWriter end(int start) {
    int length = size - start - 1;
    int more = varintBytes(length) - 1;
    if (more > 0) {
      reserve(more);
      System.arraycopy(bytes, start + 1, bytes, start + 1 + more, length);
    }
    size = start;
    varint(length);
    size += length;
    return this;
  }

  private static int varintBytes(int value) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1) + SEVEN_BITS - 1) / SEVEN_BITS;
  }

  private WireWriter tag(int field, int type) {
    return varint((long) field << WireType.BITS | type);
  }

  private WireWriter varint(long value) {
    reserve(MAX_VARINT);
    long rest = value;
    while ((rest & -MORE) != 0) {
      bytes[size++] = (byte) (rest | MORE);
      rest >>>= SEVEN_BITS;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  private void fixed64(long value) {
    reserve(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }
}
