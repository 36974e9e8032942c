package dev.notifier.templates.language.parse;

import dev.notifier.templates.language.schema.FieldKind;
import dev.notifier.templates.language.schema.NearName;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters of the language, with the kinds of values and the arguments that they take. */
public enum Filter {
  DATE("date"),
  MONTH("month"),
  MONEY("money"),
  NUMBER("number"),
  DURATION("duration"),
  MASK("mask"),
  SHORTEN("shorten"),
  GIVEN("given"),
  JOIN("join"),
  DEFAULT("default"),
  UPCASE("upcase"),
  DOWNCASE("downcase");

  static final int MAX_LENGTH_ARGUMENT = 500;
  private static final int MAX_SEPARATOR_UNITS = 10;

  private final String keyword;

  Filter(String keyword) {
    this.keyword = keyword;
  }

  public String keyword() {
    return keyword;
  }

  public boolean accepts(FieldKind kind) {
    return accepts().contains(kind);
  }

  private Set<FieldKind> accepts() {
    return switch (this) {
      case DATE -> EnumSet.of(FieldKind.DATE, FieldKind.DATE_TIME);
      case MONTH -> EnumSet.of(FieldKind.TEXT, FieldKind.DATE, FieldKind.DATE_TIME);
      case MONEY, NUMBER -> EnumSet.of(FieldKind.INTEGER, FieldKind.NUMBER);
      case DURATION -> EnumSet.of(FieldKind.INTEGER);
      case MASK, SHORTEN, GIVEN, UPCASE, DOWNCASE -> EnumSet.of(FieldKind.TEXT);
      case JOIN -> EnumSet.of(FieldKind.LIST);
      case DEFAULT -> EnumSet.of(FieldKind.TEXT, FieldKind.INTEGER, FieldKind.NUMBER);
    };
  }

  /** Describes the accepted kinds for a diagnostic. */
  public String acceptedKinds() {
    return accepts().stream().map(FieldKind::description).collect(Collectors.joining(" or "));
  }

  static @Nullable Filter find(String keyword) {
    for (Filter each : values()) {
      if (each.keyword.equals(keyword)) {
        return each;
      }
    }
    return null;
  }

  /** Says which filter to write instead of an unknown one. */
  static String adviceInsteadOf(String unknown) {
    List<String> known = Arrays.stream(values()).map(Filter::keyword).toList();
    return NearName.of(known, unknown)
        .map(near -> "write " + near)
        .orElseGet(() -> "the filters are " + String.join(", ", known));
  }

  /** Describes what is wrong with the argument; null if it is correct. */
  @Nullable String argumentError(@Nullable Operand argument) {
    return switch (this) {
      case DEFAULT ->
          argument instanceof Operand.TextConstant || argument instanceof Operand.NumberConstant
              ? null
              : "write the text for a missing value: default: \"…\"";
      case JOIN ->
          argument instanceof Operand.TextConstant separator
                  && separator.text().length() <= MAX_SEPARATOR_UNITS
              ? null
              : "write a separator of at most " + MAX_SEPARATOR_UNITS + " characters: join: \", \"";
      case SHORTEN ->
          argument instanceof Operand.NumberConstant length && isLength(length.number())
              ? null
              : "write the length, 1 to " + MAX_LENGTH_ARGUMENT + ": shorten: 35";
      default -> argument == null ? null : keyword + " takes no argument; remove it";
    };
  }

  private static boolean isLength(BigDecimal number) {
    return number.scale() <= 0
        && number.signum() > 0
        && number.compareTo(BigDecimal.valueOf(MAX_LENGTH_ARGUMENT)) <= 0;
  }
}
