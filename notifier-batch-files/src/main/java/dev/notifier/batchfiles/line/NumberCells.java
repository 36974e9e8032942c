package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.RepairKind;
import dev.notifier.batchfiles.rows.FileCell;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads numbers. */
final class NumberCells {
  /** Digits that a spreadsheet keeps. */
  static final int SPREADSHEET_DIGITS = 15;

  private static final MathContext SPREADSHEET =
      new MathContext(SPREADSHEET_DIGITS, RoundingMode.HALF_EVEN);
  private static final Pattern CURRENCY =
      Pattern.compile(
          "\\s*(?:đồng|đ|₫|vnđ|vnd|dong)\\.?$", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+(?:[.,]\\d+)?[eE][+-]?\\d+");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,30}");
  private static final Pattern GROUPS_OF_BLANKS = Pattern.compile("(?<=\\d) (?=\\d{3}(?!\\d))");

  /** Longer texts are no numbers, dates or months; patterns are not tried on them. */
  static final int MAX_CHARACTERS = 60;

  private NumberCells() {}

  static Conversion convert(FileCell cell, NumberStyle style, boolean whole) {
    if (cell.kind() == FileCell.Kind.NUMBER) {
      return ofNumber(cell.text(), whole);
    }
    CleanText clean = CleanText.of(cell.text(), false);
    if (clean.fault() != null) {
      return Conversion.fault(clean.fault());
    }
    if (clean.text().isEmpty()) {
      return new Conversion.Blank();
    }
    if (clean.text().length() > MAX_CHARACTERS) {
      return Conversion.fault(FaultKind.NUMBER_FORM);
    }
    if (SCIENTIFIC.matcher(clean.text()).matches()) {
      return Conversion.fault(FaultKind.SCIENTIFIC_NUMBER);
    }
    Set<RepairKind> repairs = EnumSet.noneOf(RepairKind.class);
    repairs.addAll(clean.repairs());
    String plain = withoutCurrency(clean.text());
    if (!plain.equals(clean.text())) {
      repairs.add(RepairKind.CURRENCY);
    }
    String digits = plain(plain, style);
    if (digits == null) {
      return Conversion.fault(FaultKind.NUMBER_FORM);
    }
    if (!digits.equals(plain)) {
      repairs.add(RepairKind.NUMBER_SPELLING);
    }
    return typed(new BigDecimal(digits), whole, repairs);
  }

  private static Conversion ofNumber(String text, boolean whole) {
    BigDecimal stored = decimal(text);
    if (stored == null) {
      return Conversion.fault(FaultKind.NUMBER_FORM);
    }
    if (isRounded(stored)) {
      return Conversion.fault(FaultKind.ROUNDED_NUMBER);
    }
    // A spreadsheet shows 0.30000000000000004 as 0.3.
    BigDecimal shown = stored.round(SPREADSHEET).stripTrailingZeros();
    if (shown.scale() > MAX_CHARACTERS) {
      return Conversion.fault(FaultKind.NUMBER_FORM); // Its digits may fill the memory.
    }
    return typed(shown.scale() < 0 ? shown.setScale(0) : shown, whole, Set.of());
  }

  /** Returns a stored number, or null if it is not one. */
  static @Nullable BigDecimal decimal(String text) {
    if (text.length() > MAX_CHARACTERS) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether the last digits of a whole number are not the ones that were entered. */
  static boolean isRounded(BigDecimal stored) {
    return stored.precision() - stored.scale() > SPREADSHEET_DIGITS;
  }

  static String withoutCurrency(String text) {
    return CURRENCY.matcher(text).replaceFirst("");
  }

  private static Conversion typed(BigDecimal number, boolean whole, Set<RepairKind> repairs) {
    if (!whole) {
      return Conversion.value(number, repairs);
    }
    if (number.stripTrailingZeros().scale() > 0) {
      return Conversion.fault(FaultKind.NOT_WHOLE);
    }
    return number.precision() - number.scale() > 18
        ? Conversion.fault(FaultKind.NUMBER_FORM)
        : Conversion.value(number.longValueExact(), repairs);
  }

  /** Returns the number with a decimal dot and without groups, or null. */
  private static @Nullable String plain(String text, NumberStyle style) {
    String rest = GROUPS_OF_BLANKS.matcher(text).replaceAll("");
    String sign = "";
    if (rest.startsWith("-") || rest.startsWith("+") || rest.startsWith("−")) {
      sign = rest.startsWith("+") ? "" : "-";
      rest = rest.substring(1);
    }
    int decimal = rest.indexOf(style.decimal());
    String whole = decimal < 0 ? rest : rest.substring(0, decimal);
    String fraction = decimal < 0 ? "" : rest.substring(decimal + 1);
    String digits = withoutGroups(whole, style.grouping());
    if (digits == null || (decimal >= 0 && !DIGITS.matcher(fraction).matches())) {
      return null;
    }
    return sign + digits + (fraction.isEmpty() ? "" : "." + fraction);
  }

  private static @Nullable String withoutGroups(String whole, char grouping) {
    String[] groups = whole.split(Pattern.quote(String.valueOf(grouping)), -1);
    for (int i = 0; i < groups.length; i++) {
      int length = groups[i].length();
      boolean valid = DIGITS.matcher(groups[i]).matches();
      if (groups.length > 1) {
        valid &= i == 0 ? length <= 3 : length == 3;
      }
      if (!valid) {
        return null;
      }
    }
    String digits = String.join("", groups);
    return digits.length() <= MAX_CHARACTERS ? digits : null;
  }
}
