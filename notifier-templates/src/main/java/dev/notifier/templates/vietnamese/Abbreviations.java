package dev.notifier.templates.vietnamese;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The usual abbreviations in the names of companies and offices: Công ty → Cty. Only whole words
 * are matched, with and without diacritics and in any case. Thread-safe.
 */
final class Abbreviations {
  /** By the first letter, in lower case. No form begins with the words of another. */
  private static final Map<Character, List<ShortForm>> BY_FIRST_LETTER =
      byFirstLetter(
          Stream.of(
                  shortForms("trách nhiệm hữu hạn", "trach nhiem huu han", "TNHH"),
                  shortForms("doanh nghiệp tư nhân", "doanh nghiep tu nhan", "DNTN"),
                  shortForms("bảo hiểm xã hội", "bao hiem xa hoi", "BHXH"),
                  shortForms("ủy ban nhân dân", "uy ban nhan dan", "UBND"),
                  shortForms("uỷ ban nhân dân", "uy ban nhan dan", "UBND"),
                  shortForms("xuất nhập khẩu", "xuat nhap khau", "XNK"),
                  shortForms("một thành viên", "mot thanh vien", "MTV"),
                  shortForms("thương mại", "thuong mai", "TM"),
                  shortForms("chi nhánh", "chi nhanh", "CN"),
                  shortForms("thành phố", "thanh pho", "TP."),
                  shortForms("sản xuất", "san xuat", "SX"),
                  shortForms("cổ phần", "co phan", "CP"),
                  shortForms("dịch vụ", "dich vu", "DV"),
                  shortForms("công ty", "cong ty", "Cty"))
              .flatMap(List::stream)
              .toList());

  private record ShortForm(List<String> words, String abbreviation) {
    /**
     * A quick check: every first word has at least two letters, and nearly all other words differ
     * in the second.
     */
    boolean mayBeAt(String text, int start) {
      return start + 1 < text.length()
          && Character.toLowerCase(text.charAt(start + 1)) == words.getFirst().charAt(1);
    }

    /**
     * Returns the index after the words if they are here, each separated by blanks; otherwise -1.
     */
    int endIn(String text, int start) {
      int position = start;
      for (String word : words) {
        int wordStart = position == start ? position : skipBlanks(text, position);
        if ((wordStart == position && position != start)
            || !text.regionMatches(true, wordStart, word, 0, word.length())) {
          return -1;
        }
        position = wordStart + word.length();
      }
      return position < text.length() && isWordCharacter(text.charAt(position)) ? -1 : position;
    }
  }

  private Abbreviations() {}

  private static List<ShortForm> shortForms(String marked, String plain, String abbreviation) {
    return List.of(
        new ShortForm(List.of(marked.split(" ", -1)), abbreviation),
        new ShortForm(List.of(plain.split(" ", -1)), abbreviation));
  }

  private static Map<Character, List<ShortForm>> byFirstLetter(List<ShortForm> shortForms) {
    Map<Character, List<ShortForm>> byLetter = new HashMap<>();
    for (ShortForm form : shortForms) {
      char first = form.words().getFirst().charAt(0);
      byLetter.computeIfAbsent(first, any -> new ArrayList<>()).add(form);
    }
    return Map.copyOf(byLetter);
  }

  /** Returns the text with all abbreviations applied; the blanks next to them are kept. */
  static String applyTo(String text) {
    StringBuilder out = null;
    int copied = 0;
    int position = 0;
    while (position < text.length()) {
      ShortForm form = isWordCharacter(text.charAt(position)) ? shortFormAt(text, position) : null;
      if (form != null) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, position).append(form.abbreviation());
        position = form.endIn(text, position);
        copied = position;
      } else {
        position = nextWord(text, position);
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private static @Nullable ShortForm shortFormAt(String text, int position) {
    char first = Character.toLowerCase(text.charAt(position));
    for (ShortForm form : BY_FIRST_LETTER.getOrDefault(first, List.of())) {
      if (form.mayBeAt(text, position) && form.endIn(text, position) >= 0) {
        return form;
      }
    }
    return null;
  }

  private static int nextWord(String text, int start) {
    int position = start;
    while (position < text.length() && isWordCharacter(text.charAt(position))) {
      position++;
    }
    while (position < text.length() && !isWordCharacter(text.charAt(position))) {
      position++;
    }
    return position;
  }

  private static int skipBlanks(String text, int start) {
    int position = start;
    while (position < text.length() && isBlank(text.charAt(position))) {
      position++;
    }
    return position;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isWordCharacter(char c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
