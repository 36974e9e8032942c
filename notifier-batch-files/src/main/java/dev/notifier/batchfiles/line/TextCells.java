package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.HeaderNames;
import dev.notifier.batchfiles.RepairKind;
import dev.notifier.batchfiles.line.FieldSpec.EnumLabel;
import dev.notifier.batchfiles.rows.FileCell;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads texts, codes and honorifics. */
final class TextCells {
  private static final Map<String, String> HONORIFICS = honorifics();

  private TextCells() {}

  private static Map<String, String> honorifics() {
    Map<String, String> words = new HashMap<>();
    for (String word :
        List.of("Ông", "Bà", "Ông/Bà", "Anh", "Chị", "Anh/Chị", "Cô", "Chú", "Bác", "Em")) {
      words.put(HeaderNames.fold(word), word);
    }
    for (String male : List.of("Nam", "Male", "Mr", "Trai")) {
      words.put(HeaderNames.fold(male), "Ông");
    }
    for (String female : List.of("Nữ", "Female", "Mrs", "Ms", "Gái")) {
      words.put(HeaderNames.fold(female), "Bà");
    }
    return words;
  }

  static Conversion text(FileCell cell, boolean lineBreaks) {
    if (cell.kind() == FileCell.Kind.DATE) {
      return Conversion.fault(FaultKind.DATE_IN_TEXT);
    }
    if (cell.kind() == FileCell.Kind.NUMBER) {
      BigDecimal number = NumberCells.decimal(cell.text());
      if (number != null && NumberCells.isRounded(number)) {
        return Conversion.fault(FaultKind.ROUNDED_NUMBER);
      }
    }
    CleanText clean = CleanText.of(cell.text(), lineBreaks);
    if (clean.fault() != null) {
      return Conversion.fault(clean.fault());
    }
    return clean.text().isEmpty()
        ? new Conversion.Blank()
        : Conversion.value(clean.text(), clean.repairs());
  }

  /** The code of a label; {@code labels} are folded. */
  static Conversion code(FileCell cell, Map<String, String> labels) {
    Conversion text = text(cell, false);
    if (!(text instanceof Conversion.Value(Object value, var repairs))) {
      return text;
    }
    String written = value.toString();
    String code = labels.get(HeaderNames.fold(written));
    if (code == null) {
      return Conversion.fault(FaultKind.UNKNOWN_LABEL);
    }
    return code.equals(written)
        ? Conversion.value(code, repairs)
        : Conversion.value(code, repairs, RepairKind.LABEL);
  }

  static Conversion honorific(FileCell cell, Map<String, String> more) {
    Conversion text = text(cell, false);
    if (!(text instanceof Conversion.Value(Object value, var repairs))) {
      return text;
    }
    String written = value.toString();
    String folded = HeaderNames.fold(written);
    String word = more.getOrDefault(folded, HONORIFICS.getOrDefault(folded, ""));
    if (word.isEmpty()) {
      return Conversion.fault(FaultKind.UNKNOWN_HONORIFIC);
    }
    return HeaderNames.fold(word).equals(folded)
        ? Conversion.value(word, repairs)
        : Conversion.value(word, repairs, RepairKind.HONORIFIC);
  }

  static Map<String, String> folded(List<EnumLabel> labels) {
    Map<String, String> folded = new HashMap<>();
    for (EnumLabel label : labels) {
      label.labels().forEach(text -> folded.put(HeaderNames.fold(text), label.code()));
    }
    labels.forEach(label -> folded.put(HeaderNames.fold(label.code()), label.code()));
    return folded;
  }
}
