package dev.notifier.contracts.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the constants of an enum. They never change, in whatever order the constants are
 * declared. Thread-safe.
 */
final class EnumNumbers<E extends Enum<E>> {
  private final Class<E> type;

  /** By number, from 1. */
  private final List<E> constants;

  private final Map<E, Integer> numbers;

  private final @Nullable E unknown;

  /**
   * @param unknown the constant with the number 0, which is also read for the constants of newer
   *     releases; null if these are read as missing values
   * @param constants the others, which have the numbers from 1; new ones are added at the end
   */
  EnumNumbers(Class<E> type, @Nullable E unknown, List<E> constants) {
    this.type = type;
    this.unknown = unknown;
    this.constants = List.copyOf(constants);
    this.numbers = new EnumMap<>(type);
    if (unknown != null) {
      numbers.put(unknown, 0);
    }
    for (int i = 0; i < constants.size(); i++) {
      numbers.put(constants.get(i), i + 1);
    }
    for (E constant : type.getEnumConstants()) {
      if (!numbers.containsKey(constant)) {
        throw new IllegalStateException(
            type.getSimpleName() + "." + constant + " needs a number: add it at the end");
      }
    }
  }

  Class<E> type() {
    return type;
  }

  int of(E constant) {
    return Objects.requireNonNull(numbers.get(constant));
  }

  /** Reads a number. */
  @Nullable E constant(long number) {
    return number >= 1 && number <= constants.size() ? constants.get((int) number - 1) : unknown;
  }
}
