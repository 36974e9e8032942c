package dev.notifier.templates.vietnamese;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The usual short forms of words in names of companies and offices: Công ty → Cty. Only whole words
 * are matched, with and without marks and in any case. Thread-safe.
 */
final class Abbreviations {
  /** By the first letter, lower case. No form begins with the words of another. */
  private static final Map<Character, List<ShortForm>> BY_FIRST_LETTER =
      byFirstLetter(
          Stream.of(
                  forms("trách nhiệm hữu hạn", "trach nhiem huu han", "TNHH"),
                  forms("doanh nghiệp tư nhân", "doanh nghiep tu nhan", "DNTN"),
                  forms("bảo hiểm xã hội", "bao hiem xa hoi", "BHXH"),
                  forms("ủy ban nhân dân", "uy ban nhan dan", "UBND"),
                  forms("uỷ ban nhân dân", "uy ban nhan dan", "UBND"),
                  forms("xuất nhập khẩu", "xuat nhap khau", "XNK"),
                  forms("một thành viên", "mot thanh vien", "MTV"),
                  forms("thương mại", "thuong mai", "TM"),
                  forms("chi nhánh", "chi nhanh", "CN"),
                  forms("thành phố", "thanh pho", "TP."),
                  forms("sản xuất", "san xuat", "SX"),
                  forms("cổ phần", "co phan", "CP"),
                  forms("dịch vụ", "dich vu", "DV"),
                  forms("công ty", "cong ty", "Cty"))
              .flatMap(List::stream)
              .toList());

  private record ShortForm(List<String> words, String written) {
    /** Every first word has two letters at least; nearly all other words differ in the second. */
    boolean mayBeAt(String text, int start) {
      return start + 1 < text.length()
          && Character.toLowerCase(text.charAt(start + 1)) == words.getFirst().charAt(1);
    }

    /** The index behind the words, if they stand here, each after some blank; else -1. */
    int endIn(String text, int start) {
      int at = start;
      for (String word : words) {
        int begin = at == start ? at : afterBlanks(text, at);
        if ((begin == at && at != start)
            || !text.regionMatches(true, begin, word, 0, word.length())) {
          return -1;
        }
        at = begin + word.length();
      }
      return at < text.length() && isOfWord(text.charAt(at)) ? -1 : at;
    }
  }

  private Abbreviations() {}

  private static List<ShortForm> forms(String marked, String plain, String written) {
    return List.of(
        new ShortForm(List.of(marked.split(" ", -1)), written),
        new ShortForm(List.of(plain.split(" ", -1)), written));
  }

  private static Map<Character, List<ShortForm>> byFirstLetter(List<ShortForm> forms) {
    Map<Character, List<ShortForm>> byLetter = new HashMap<>();
    for (ShortForm form : forms) {
      char first = form.words().getFirst().charAt(0);
      byLetter.computeIfAbsent(first, any -> new ArrayList<>()).add(form);
    }
    return Map.copyOf(byLetter);
  }

  /** The text with all of them applied; blanks beside them stay. */
  static String applyTo(String text) {
    StringBuilder out = null;
    int copied = 0;
    int at = 0;
    while (at < text.length()) {
      ShortForm form = isOfWord(text.charAt(at)) ? formAt(text, at) : null;
      if (form != null) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, at).append(form.written());
        at = form.endIn(text, at);
        copied = at;
      } else {
        at = nextWord(text, at);
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private static @Nullable ShortForm formAt(String text, int at) {
    char first = Character.toLowerCase(text.charAt(at));
    for (ShortForm form : BY_FIRST_LETTER.getOrDefault(first, List.of())) {
      if (form.mayBeAt(text, at) && form.endIn(text, at) >= 0) {
        return form;
      }
    }
    return null;
  }

  private static int nextWord(String text, int start) {
    int at = start;
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    while (at < text.length() && !isOfWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int afterBlanks(String text, int start) {
    int at = start;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
