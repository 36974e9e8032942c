package dev.notifier.templates.language.parse;

import static dev.notifier.templates.language.schema.FieldKind.DATE;
import static dev.notifier.templates.language.schema.FieldKind.DATE_TIME;
import static dev.notifier.templates.language.schema.FieldKind.INTEGER;
import static dev.notifier.templates.language.schema.FieldKind.LIST;
import static dev.notifier.templates.language.schema.FieldKind.NUMBER;
import static dev.notifier.templates.language.schema.FieldKind.TEXT;

import dev.notifier.templates.language.schema.FieldKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters of the language: what they take, and what they are called. */
public enum Filter {
  DATE_OF("date"),
  MONTH("month"),
  MONEY("money"),
  NUMBER_OF("number"),
  DURATION("duration"),
  MASK("mask"),
  SHORTEN("shorten"),
  GIVEN("given"),
  JOIN("join"),
  DEFAULT("default"),
  UPCASE("upcase"),
  DOWNCASE("downcase");

  static final int MAX_WANTED_UNITS = 500;
  private static final int MAX_SEPARATOR_UNITS = 10;

  private final String word;

  Filter(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public boolean takes(FieldKind kind) {
    return takes().contains(kind);
  }

  private Set<FieldKind> takes() {
    return switch (this) {
      case DATE_OF -> EnumSet.of(DATE, DATE_TIME);
      case MONTH -> EnumSet.of(TEXT, DATE, DATE_TIME);
      case MONEY, NUMBER_OF -> EnumSet.of(INTEGER, NUMBER);
      case DURATION -> EnumSet.of(INTEGER);
      case MASK, SHORTEN, GIVEN, UPCASE, DOWNCASE -> EnumSet.of(TEXT);
      case JOIN -> EnumSet.of(LIST);
      case DEFAULT -> EnumSet.of(TEXT, INTEGER, NUMBER);
    };
  }

  /** The kinds it takes, as a mistake names them. */
  public String taken() {
    return takes().stream().map(Filter::shown).collect(Collectors.joining(" or "));
  }

  public static String shown(FieldKind kind) {
    return switch (kind) {
      case TEXT -> "a text";
      case DATE -> "a date";
      case DATE_TIME -> "a time";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case OBJECT -> "a group of fields";
      case LIST -> "a list";
    };
  }

  static @Nullable Filter named(String word) {
    for (Filter each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    return null;
  }

  static String names() {
    return Arrays.stream(values()).map(Filter::word).collect(Collectors.joining(", "));
  }

  /** What to change about the argument, or null when it is right. */
  @Nullable String adviceOn(@Nullable Operand argument) {
    return switch (this) {
      case DEFAULT ->
          argument instanceof Operand.TextConstant || argument instanceof Operand.NumberConstant
              ? null
              : "write the text for a missing value: default: \"…\"";
      case JOIN ->
          argument instanceof Operand.TextConstant separator
                  && separator.text().length() <= MAX_SEPARATOR_UNITS
              ? null
              : "write a short text to stand between: join: \", \"";
      case SHORTEN ->
          argument instanceof Operand.NumberConstant wanted && isLength(wanted.number())
              ? null
              : "write the wanted length, 1 to " + MAX_WANTED_UNITS + ": shorten: 35";
      default -> argument == null ? null : word + " takes no argument; remove it";
    };
  }

  private static boolean isLength(BigDecimal number) {
    return number.scale() <= 0
        && number.signum() > 0
        && number.compareTo(BigDecimal.valueOf(MAX_WANTED_UNITS)) <= 0;
  }
}
