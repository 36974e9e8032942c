package dev.notifier.contracts.wire;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that stand for an enum's constants. They never change, in whatever order the
 * constants are declared. Thread-safe.
 */
final class EnumNumbers<E extends Enum<E>> {
  private final Class<E> type;

  /** By number, from 1. */
  private final List<E> constants;

  /** By ordinal. */
  private final int[] numbers;

  private final @Nullable E unknown;

  /**
   * @param unknown the constant with the number 0, which also stands for the constants of newer
   *     releases; null if these are read as missing values
   * @param constants the others, which have the numbers from 1; new ones are added at the end
   */
  EnumNumbers(Class<E> type, @Nullable E unknown, List<E> constants) {
    this.type = type;
    this.unknown = unknown;
    this.constants = List.copyOf(constants);
    this.numbers = new int[type.getEnumConstants().length];
    Arrays.fill(numbers, -1);
    if (unknown != null) {
      numbers[unknown.ordinal()] = 0;
    }
    for (int i = 0; i < constants.size(); i++) {
      numbers[constants.get(i).ordinal()] = i + 1;
    }
    for (E constant : type.getEnumConstants()) {
      if (numbers[constant.ordinal()] < 0) {
        throw new IllegalStateException(
            type.getSimpleName() + "." + constant + " needs a number: add it at the end");
      }
    }
  }

  Class<E> type() {
    return type;
  }

  int of(E constant) {
    return numbers[constant.ordinal()];
  }

  /** Reads a number. */
  @Nullable E constant(long number) {
    return number >= 1 && number <= constants.size() ? constants.get((int) number - 1) : unknown;
  }
}
