package dev.notifier.replies.masking;

import java.util.List;
import java.util.Set;

/** Finds names of persons among words. Prefers to take a word for a name. Stateless. */
final class NameRules {
  private static final int MAX_NAME_WORDS = 4;

  /** Family names that are hardly ever another word without diacritics. */
  private static final Set<String> FAMILIES = Set.of("NGUYEN", "TRAN", "PHAM", "HUYNH");

  /** Family names that are also other words, and count only before a usual middle name. */
  private static final Set<String> AMBIGUOUS_FAMILIES =
      Set.of(
          "LE", "VU", "VO", "DO", "HO", "NGO", "DANG", "BUI", "PHAN", "HOANG", "DUONG", "DINH",
          "TRINH", "MAI", "CAO", "LUONG", "QUANG", "LUU", "TRIEU", "NONG", "MA", "HA", "CHU", "TO",
          "LO", "VANG", "GIANG", "SUNG", "LY", "THAO", "MUA", "TRUONG", "LAM", "TA", "KIEU",
          "QUACH");

  private static final Set<String> MIDDLE_NAMES =
      Set.of("VAN", "THI", "A", "DUC", "HUU", "NGOC", "MINH", "QUOC", "XUAN", "DINH", "BA", "CONG");

  /** After these words comes a name. */
  private static final List<List<String>> INTRODUCTIONS =
      List.of(
          List.of("TEN", "TOI", "LA"),
          List.of("HO", "VA", "TEN"),
          List.of("MY", "NAME", "IS"),
          List.of("TEN", "LA"),
          List.of("TOI", "TEN"),
          List.of("EM", "TEN"),
          List.of("CHAU", "TEN"),
          List.of("HO", "TEN"),
          List.of("TEN", "EM"),
          List.of("TEN", "TOI"));

  /** After these words comes a name if it has a capital letter. */
  private static final Set<String> ADDRESSES =
      Set.of(
          "ONG", "BA", "ANH", "CHI", "EM", "CO", "CHU", "BAC", "BE", "CHAU", "DI", "LA", "MR",
          "MRS", "MS");

  /** These end a name. */
  private static final Set<String> ENDS =
      Set.of(
          "SINH", "O", "SO", "MUON", "HOI", "XIN", "DA", "CO", "BI", "CHUA", "DONG", "THE", "LA",
          "CUA", "CAN", "WHERE", "IS", "AND", "MY", "HOW", "WHAT", "I", "CHO", "DUOC", "KHONG",
          "NAY", "VOI", "TAI", "BHYT", "BHXH", "CCCD");

  private NameRules() {}

  /** Marks the words that may be names. */
  static void mark(List<MaskedWord> words, boolean[] masked) {
    boolean capitals = tellsByCapitals(words);
    for (int i = 0; i < words.size(); i++) {
      int introduction = introduction(words, i);
      if (introduction > 0) {
        markName(words, masked, i + introduction);
      } else if (FAMILIES.contains(words.get(i).plain())) {
        masked[i] = true;
        markName(words, masked, i + 1);
      } else if (isAmbiguousName(words, i)) {
        markName(words, masked, i);
      } else if (capitals && ADDRESSES.contains(words.get(i).plain())) {
        markCapitals(words, masked, i + 1, 1);
      } else if (capitals) {
        markCapitals(words, masked, i, isSentenceStart(words, i) ? 3 : 2);
      }
    }
  }

  /** Whether words with a capital letter are an exception in the text. */
  private static boolean tellsByCapitals(List<MaskedWord> words) {
    long small = words.stream().filter(MaskedWord::hasSmallLetter).count();
    long titles = words.stream().filter(MaskedWord::isTitleCase).count();
    return small > 0 && titles * 2 <= words.size();
  }

  private static boolean isSentenceStart(List<MaskedWord> words, int index) {
    return index == 0 || words.get(index - 1).endsSentence();
  }

  private static int introduction(List<MaskedWord> words, int from) {
    for (List<String> phrase : INTRODUCTIONS) {
      if (from + phrase.size() <= words.size() && isAt(words, from, phrase)) {
        return phrase.size();
      }
    }
    return 0;
  }

  private static boolean isAt(List<MaskedWord> words, int from, List<String> phrase) {
    for (int i = 0; i < phrase.size(); i++) {
      if (!words.get(from + i).plain().equals(phrase.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAmbiguousName(List<MaskedWord> words, int index) {
    return index + 2 < words.size()
        && AMBIGUOUS_FAMILIES.contains(words.get(index).plain())
        && MIDDLE_NAMES.contains(words.get(index + 1).plain());
  }

  private static void markName(List<MaskedWord> words, boolean[] masked, int from) {
    int end = Math.min(words.size(), from + MAX_NAME_WORDS);
    for (int i = from; i < end && !(i > from && ENDS.contains(words.get(i).plain())); i++) {
      masked[i] = true;
      if (words.get(i).endsSentence() || words.get(i).text().endsWith(",")) {
        return;
      }
    }
  }

  /** Marks a run of words with capital letters that is long enough. */
  private static void markCapitals(
      List<MaskedWord> words, boolean[] masked, int from, int shortest) {
    int end = from;
    while (end < words.size()
        && words.get(end).isTitleCase()
        && (end == from || !words.get(end - 1).endsSentence())) {
      end++;
    }
    if (end - from >= shortest) {
      for (int i = from; i < end; i++) {
        masked[i] = true;
      }
    }
  }
}
