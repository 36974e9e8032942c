package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.HeaderNames;
import dev.notifier.batchfiles.RepairKind;
import dev.notifier.batchfiles.line.FieldSpec.EnumLabel;
import dev.notifier.batchfiles.rows.FileCell;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /**
   * What people write for codes.
   *
   * @param exact as the registry has it
   * @param folded without case, diacritics and signs; what belongs to several codes is none
   */
  record Labels(Map<String, String> exact, Map<String, String> folded) {
    static final Labels NONE = new Labels(Map.of(), Map.of());

    static Labels of(List<EnumLabel> labels) {
      Map<String, String> exact = new HashMap<>();
      Map<String, Set<String>> codes = new HashMap<>();
      for (EnumLabel each : labels) {
        for (String text : each.labels()) {
          exact.put(text, each.code());
          codes.computeIfAbsent(HeaderNames.fold(text), _ -> new HashSet<>()).add(each.code());
        }
      }
      for (EnumLabel each : labels) {
        exact.put(each.code(), each.code());
        codes.computeIfAbsent(HeaderNames.fold(each.code()), _ -> new HashSet<>()).add(each.code());
      }
      Map<String, String> folded = new HashMap<>();
      codes.forEach((text, of) -> {
        // Signs alone are folded to nothing.
        if (of.size() == 1 && !text.isEmpty()) {
          folded.put(text, of.iterator().next());
        }
      });
      return new Labels(exact, folded);
    }

    @Nullable String codeOf(String written) {
      String code = exact.get(written);
      return code == null ? folded.get(HeaderNames.fold(written)) : code;
    }
  }

  static Conversion code(FileCell cell, Labels labels) {
    Conversion text = text(cell, false);
    if (!(text instanceof Conversion.Value(Object value, var repairs))) {
      return text;
    }
    String written = value.toString();
    String code = labels.codeOf(written);
    if (code == null) {
      return Conversion.fault(FaultKind.UNKNOWN_LABEL);
    }
    return code.equals(written)
        ? Conversion.value(code, repairs)
        : Conversion.value(code, repairs, RepairKind.LABEL);
  }

  static Conversion honorific(FileCell cell, Labels more) {
    Conversion text = text(cell, false);
    if (!(text instanceof Conversion.Value(Object value, var repairs))) {
      return text;
    }
    String written = value.toString();
    String folded = HeaderNames.fold(written);
    String own = more.codeOf(written);
    String word = own == null ? HONORIFICS.get(folded) : own;
    if (word == null || word.isEmpty()) {
      return Conversion.fault(FaultKind.UNKNOWN_HONORIFIC);
    }
    return HeaderNames.fold(word).equals(folded)
        ? Conversion.value(word, repairs)
        : Conversion.value(word, repairs, RepairKind.HONORIFIC);
  }
}
