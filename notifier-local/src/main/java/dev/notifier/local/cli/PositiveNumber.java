package dev.notifier.local.cli;

import dev.notifier.local.bench.LoadOptions;
import dev.notifier.local.chaos.posting.ChaosOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts an option to a number from 1 to a maximum. Underscores may separate its digits. */
abstract class PositiveNumber implements ITypeConverter<Integer> {
  private final int max;

  private PositiveNumber(int max) {
    this.max = max;
  }

  @Override
  public Integer convert(String value) {
    try {
      var number = Integer.parseInt(value.replace("_", ""));
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new TypeConversionException(value + " is not a number from 1 to " + max);
  }

  /** For {@code --messages} and {@code --warm-up}. */
  static final class Messages extends PositiveNumber {
    Messages() {
      super(LoadOptions.MAX_MESSAGES);
    }
  }

  /** For {@code --batch}. */
  static final class Batch extends PositiveNumber {
    Batch() {
      super(LoadOptions.MAX_BATCH);
    }
  }

  /** For {@code --minutes}. */
  static final class Minutes extends PositiveNumber {
    Minutes() {
      super(ChaosOptions.MAX_MINUTES);
    }
  }

  /** For {@code --rate}. */
  static final class Rate extends PositiveNumber {
    Rate() {
      super(ChaosOptions.MAX_RATE);
    }
  }

  /** For {@code --limit}. */
  static final class Limit extends PositiveNumber {
    Limit() {
      super(10_000);
    }
  }

  /** For {@code --seed}. */
  static final class Seed extends PositiveNumber {
    Seed() {
      super(Integer.MAX_VALUE);
    }
  }
}
