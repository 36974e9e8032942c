package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.RepairKind;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.numbers.PhoneNumberError;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads phone numbers. */
final class PhoneCells {
  private static final Pattern WRITTEN_AS_DECIMAL = Pattern.compile("\\+?\\d{8,15}[.,]0{1,2}");
  private static final Pattern BETWEEN_NUMBERS =
      Pattern.compile("\\s*[;,/|&\\n]\\s*|\\s+-\\s+|\\s{2,}");
  private static final Pattern NOT_DIGIT = Pattern.compile("\\D");
  private static final int DIGITS_WITHOUT_ZERO = 9;
  private static final int E164_START = 3;

  private PhoneCells() {}

  static Conversion convert(FileCell cell, boolean takeFirst) {
    CleanText clean = CleanText.of(cell.text(), true);
    if (clean.fault() != null) {
      return Conversion.fault(clean.fault());
    }
    if (clean.text().isEmpty()) {
      return new Conversion.Blank();
    }
    Set<RepairKind> repairs = EnumSet.noneOf(RepairKind.class);
    repairs.addAll(clean.repairs());
    String text = clean.text();
    if (WRITTEN_AS_DECIMAL.matcher(text).matches()) {
      text = text.substring(0, Math.max(text.indexOf('.'), text.indexOf(',')));
      repairs.add(RepairKind.RAW_NUMBER);
    }
    PhoneNumberResult result = PhoneNumberParser.parse(text);
    if (takeFirst
        && result instanceof Rejected(PhoneNumberError problem)
        && problem == PhoneNumberError.MULTIPLE_NUMBERS) {
      text = BETWEEN_NUMBERS.split(text, 2)[0];
      result = PhoneNumberParser.parse(text);
      repairs.add(RepairKind.FIRST_NUMBER);
    }
    return switch (result) {
      case Accepted accepted -> accepted(accepted, text, repairs);
      case Rejected(PhoneNumberError problem) ->
          hasTooFewDigits(problem, text)
              ? Conversion.fault(FaultKind.PHONE_TOO_SHORT)
              : rejected(problem);
    };
  }

  /** Whether it begins as a number of a person does, as no short code does, and then ends. */
  private static boolean hasTooFewDigits(PhoneNumberError problem, String text) {
    boolean mayBeShort =
        problem == PhoneNumberError.SHORT_CODE || problem == PhoneNumberError.NOT_MOBILE;
    String digits = NOT_DIGIT.matcher(text).replaceAll("");
    int national =
        text.startsWith("+84")
            ? digits.length() - 2
            : digits.startsWith("0") ? digits.length() - 1 : 0;
    return mayBeShort && national > 0 && national < DIGITS_WITHOUT_ZERO;
  }

  private static Conversion accepted(Accepted accepted, String text, Set<RepairKind> repairs) {
    String e164 = accepted.number().e164();
    if (accepted.converted()) {
      repairs.add(RepairKind.ELEVEN_DIGITS);
    } else if (NOT_DIGIT.matcher(text).replaceAll("").length() == DIGITS_WITHOUT_ZERO) {
      repairs.add(RepairKind.LEADING_ZERO);
    } else if (!text.equals(e164) && !text.equals("0" + e164.substring(E164_START))) {
      repairs.add(RepairKind.PHONE_SPELLING);
    }
    return Conversion.value(e164, repairs);
  }

  private static Conversion rejected(PhoneNumberError problem) {
    return switch (problem) {
      case EMPTY -> new Conversion.Blank();
      case TOO_LONG -> Conversion.fault(FaultKind.PHONE_TOO_LONG);
      case LETTERS -> Conversion.fault(FaultKind.PHONE_LETTERS);
      case INVALID_CHARACTERS -> Conversion.fault(FaultKind.PHONE_CHARACTERS);
      case MULTIPLE_NUMBERS -> Conversion.fault(FaultKind.TWO_NUMBERS);
      case LANDLINE -> Conversion.fault(FaultKind.LANDLINE);
      case SERVICE_NUMBER -> Conversion.fault(FaultKind.SERVICE_NUMBER);
      case SHORT_CODE -> Conversion.fault(FaultKind.SHORT_CODE);
      case FOREIGN -> Conversion.fault(FaultKind.FOREIGN_NUMBER);
      case SPREADSHEET -> Conversion.fault(FaultKind.SCIENTIFIC_NUMBER);
      case NOT_MOBILE -> Conversion.fault(FaultKind.NOT_MOBILE);
    };
  }
}
