package dev.notifier.templates.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words common in notices that are ambiguous without diacritics. */
final class AmbiguousWords {
  private static final Set<String> WORDS =
      Set.of(
          // đóng (pay), đồng (VND), đông (east; crowded)
          "dong",
          // năm (year; five), nam (man; south)
          "nam",
          // hoãn (put off), hoàn (give back)
          "hoan",
          // từ (from), tự (oneself), tư (four; private)
          "tu",
          // bạn (you), bản (copy; village), bán (sell), ban (board)
          "ban",
          // dừng (stop), đúng (right), dùng (use), đừng (do not)
          "dung",
          // lại (again), lãi (interest)
          "lai",
          // nghỉ (leave), nghị (as in đề nghị)
          "nghi",
          // chưa (not yet), chữa (cure), chứa (hold)
          "chua",
          // thu (collect), thứ (ordinal), thư (letter)
          "thu");

  private static final Pattern PAIR = Pattern.compile("(?<![\\p{L}])(\\p{L}+) +(?=(\\p{L}+))");

  /**
   * Two ambiguous words next to each other.
   *
   * @param index of the first, in UTF-16 units from 0
   */
  record WordPair(int index, String words) {}

  private AmbiguousWords() {}

  static List<WordPair> findPairs(String text) {
    List<WordPair> pairs = new ArrayList<>();
    Matcher matcher = PAIR.matcher(text);
    while (matcher.find()) {
      if (isAmbiguous(matcher.group(1)) && isAmbiguous(matcher.group(2))) {
        pairs.add(new WordPair(matcher.start(), matcher.group(1) + " " + matcher.group(2)));
      }
    }
    return pairs;
  }

  private static boolean isAmbiguous(String word) {
    return WORDS.contains(word.toLowerCase(Locale.ROOT));
  }
}
