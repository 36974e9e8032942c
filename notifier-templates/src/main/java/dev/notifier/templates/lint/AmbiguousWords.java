package dev.notifier.templates.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that notices use and that mean several things once their marks are gone. */
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
   * Two of them side by side.
   *
   * @param index of the first, in UTF-16 units from 0
   */
  record Found(int index, String words) {}

  private AmbiguousWords() {}

  static List<Found> pairs(String text) {
    List<Found> found = new ArrayList<>();
    Matcher pairs = PAIR.matcher(text);
    while (pairs.find()) {
      if (isAmbiguous(pairs.group(1)) && isAmbiguous(pairs.group(2))) {
        found.add(new Found(pairs.start(), pairs.group(1) + " " + pairs.group(2)));
      }
    }
    return found;
  }

  private static boolean isAmbiguous(String word) {
    return WORDS.contains(word.toLowerCase(Locale.ROOT));
  }
}
