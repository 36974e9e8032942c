package dev.notifier.replies.queries;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an identifier, one by one: {@code A} is a letter, {@code 9} a digit, {@code X}
 * either, {@code [1-5]} one of these digits; {@code {10}} repeats what precedes it, and {@code
 * {6,32}} does so if it is all there is. {@code A{2}[1-5]9{12}} is the number of a health card.
 * Immutable.
 */
public final class IdentifierShape {
  /** The longest identifier. */
  public static final int MAX_CHARACTERS = 40;

  private static final Pattern NOTATION =
      Pattern.compile("(A|9|X|\\[([0-9])-([0-9])])(?:\\{(\\d{1,2})(?:,(\\d{1,2}))?})?");

  private final String notation;
  private final List<Slot> slots;
  private final int min;

  private IdentifierShape(String notation, List<Slot> slots, int min) {
    this.notation = notation;
    this.slots = slots;
    this.min = min;
  }

  /** What one character may be. */
  private record Slot(boolean letter, char firstDigit, char lastDigit) {
    boolean accepts(char c) {
      return (letter && c >= 'A' && c <= 'Z') || (c >= firstDigit && c <= lastDigit);
    }

    /** Returns the digit that people mean by a letter that looks like it, or the same character. */
    char repair(char c) {
      if (letter) {
        return c;
      }
      return switch (c) {
        case 'O' -> '0';
        case 'I', 'L' -> '1';
        default -> c;
      };
    }
  }

  /**
   * Reads a shape.
   *
   * @throws IllegalArgumentException if it is not in this notation, or too long
   */
  public static IdentifierShape parse(String notation) {
    Matcher matcher = NOTATION.matcher(notation);
    List<Slot> slots = new ArrayList<>();
    int end = 0;
    int min = 0;
    boolean open = false;
    while (end < notation.length()) {
      if (open || !matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException("write it like A{2}[1-5]9{12} or X{6,32}");
      }
      int least = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
      int most = matcher.group(5) == null ? least : Integer.parseInt(matcher.group(5));
      open = most != least;
      if (least < 1 || most < least || (open && end > 0) || slots.size() + most > MAX_CHARACTERS) {
        throw new IllegalArgumentException(
            "an identifier has 1 to " + MAX_CHARACTERS + " characters; {6,32} is the only slot");
      }
      for (int i = 0; i < most; i++) {
        slots.add(slot(matcher));
      }
      min += least;
      end = matcher.end();
    }
    if (slots.isEmpty()) {
      throw new IllegalArgumentException("write it like A{2}[1-5]9{12} or X{6,32}");
    }
    return new IdentifierShape(notation, List.copyOf(slots), min);
  }

  private static Slot slot(Matcher matcher) {
    return switch (matcher.group(1)) {
      // No digit: the first is after the last.
      case "A" -> new Slot(true, '1', '0');
      case "9" -> new Slot(false, '0', '9');
      case "X" -> new Slot(true, '0', '9');
      default -> new Slot(false, matcher.group(2).charAt(0), matcher.group(3).charAt(0));
    };
  }

  /** Returns the number of characters; empty if it is not fixed. */
  public Optional<Integer> length() {
    return min == slots.size() ? Optional.of(min) : Optional.empty();
  }

  /** Whether an identifier has this shape; without a fixed length it also needs a digit. */
  boolean matches(String identifier) {
    if (identifier.length() < min || identifier.length() > slots.size()) {
      return false;
    }
    for (int i = 0; i < identifier.length(); i++) {
      if (!slots.get(i).accepts(identifier.charAt(i))) {
        return false;
      }
    }
    return min == slots.size() || identifier.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /** Returns the identifier with digits in place of the letters that look like them, if it fits. */
  Optional<String> repair(String identifier) {
    if (identifier.length() != slots.size()) {
      return Optional.empty();
    }
    StringBuilder repaired = new StringBuilder(identifier);
    for (int i = 0; i < identifier.length(); i++) {
      repaired.setCharAt(i, slots.get(i).repair(identifier.charAt(i)));
    }
    return matches(repaired.toString()) ? Optional.of(repaired.toString()) : Optional.empty();
  }

  boolean beginsWithZero() {
    return slots.getFirst().accepts('0');
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdentifierShape shape && shape.notation.equals(notation);
  }

  @Override
  public int hashCode() {
    return notation.hashCode();
  }

  @Override
  public String toString() {
    return notation;
  }
}
