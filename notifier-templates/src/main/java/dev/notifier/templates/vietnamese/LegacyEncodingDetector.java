package dev.notifier.templates.vietnamese;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Detects the legacy encoding of a text from its words: a word that is not a Vietnamese syllable,
 * but becomes one when decoded, counts for the encoding; a word that does not become one counts
 * against it.
 */
public final class LegacyEncodingDetector {
  private static final Pattern LETTERS = Pattern.compile("[\\p{L}]+");
  private static final String LETTER_OR_SIGN = "[\\p{L}¡¢£¤¥¦§¨©ª¬\u00AD®µ¶·¸¹¼½¾×÷]";
  // Angle quotes are letters of TCVN3, but not where quotation marks are.
  private static final Pattern LETTERS_AND_SIGNS =
      Pattern.compile(LETTER_OR_SIGN + "(?:[«»]*" + LETTER_OR_SIGN + ")*«?");
  private static final Pattern VIQR_TOKENS = Pattern.compile("[^\\s,;:!)\"]+");
  private static final Pattern VIQR_WORD = Pattern.compile("[A-Za-z][A-Za-z^(+~'`?.]*");
  private static final Pattern VIQR_MARK =
      Pattern.compile("[AEOaeo]\\^|[Aa]\\(|[OUou]\\+|[AEIOUYaeiouy^(+]['`?~.]|^[Dd][Dd]");
  private static final Pattern VIQR_CERTAIN = Pattern.compile("[AEOaeo]\\^['`?~.]?[A-Za-z]*");
  private static final Pattern INITIALS = Pattern.compile("(?:[A-Za-z]\\.)+[A-Za-z]?");
  private static final int MIN_WORDS = 2;

  /**
   * How to recognize an encoding.
   *
   * @param words matches possible words
   * @param decoder converts a word to lower-case letters in NFC
   * @param certain matches letters that occur in no other language
   */
  private record Hypothesis(
      LegacyEncoding encoding, Pattern words, UnaryOperator<String> decoder, Pattern certain) {}

  private static final List<Hypothesis> HYPOTHESES =
      List.of(
          new Hypothesis(
              LegacyEncoding.WINDOWS_1258,
              LETTERS,
              LegacyLetters::fromWindows1258,
              Pattern.compile("[aeyâêôãõýAEYÂÊÔÃÕÝ][ìòÌÒÞ]|[iouIOU][ÌÒÞ]|[Tt]hiò|[ýÝ][õÕ]")),
          new Hypothesis(
              LegacyEncoding.TCVN3,
              LETTERS_AND_SIGNS,
              LegacyLetters::fromTcvn3,
              Pattern.compile("[¡¢¤¥¦§¨©«¬®¶¸¹¼½¾]|\\p{L}[µ»]|ª\\p{L}")),
          new Hypothesis(
              LegacyEncoding.VNI,
              LETTERS,
              LegacyLetters::fromVni,
              Pattern.compile("(?iu)[aeouy]ø|[aeuy][õù]|[öô][ùøûõï]|[aeo][âåä]|[ae][áàã]|[uy]û")));

  /** The evidence for an encoding, as numbers of different words. */
  private record Evidence(
      LegacyEncoding encoding, int matching, int contradicting, int certain, int valid) {
    boolean isSufficient() {
      boolean single = certain > 0 || (contradicting == 0 && valid >= MIN_WORDS);
      return matching > contradicting && (matching >= MIN_WORDS || (matching == 1 && single));
    }

    boolean isBetterThan(@Nullable Evidence other) {
      return other == null
          || matching - contradicting > other.matching - other.contradicting
          || (matching - contradicting == other.matching - other.contradicting
              && certain > other.certain);
    }
  }

  private LegacyEncodingDetector() {}

  /**
   * Returns the encoding in which the text was very likely written, or empty for a valid text. Call
   * it with a free-text field as received, before any substitution; it takes about one look-up for
   * each word.
   */
  public static Optional<LegacyEncoding> detect(String text) {
    if (isAscii(text)) {
      return isViqr(text) ? Optional.of(LegacyEncoding.VIQR) : Optional.empty();
    }
    // A text that was misread as Windows-1252 has only its letters; valid Vietnamese nearly always
    // has others.
    if (!Windows1252Text.isPossible(text)) {
      return Optional.empty();
    }
    if (Windows1252Text.isMisreadUtf8(text)) {
      return Optional.of(LegacyEncoding.UTF8_AS_1252);
    }
    return findMostLikely(text);
  }

  private static Optional<LegacyEncoding> findMostLikely(String text) {
    Evidence best = null;
    for (Hypothesis hypothesis : HYPOTHESES) {
      Evidence evidence = evidence(text, hypothesis);
      if (evidence.isSufficient() && evidence.isBetterThan(best)) {
        best = evidence;
      }
    }
    return best == null ? Optional.empty() : Optional.of(best.encoding());
  }

  private static Evidence evidence(String text, Hypothesis hypothesis) {
    int matching = 0;
    int contradicting = 0;
    int certain = 0;
    int valid = 0;
    Set<String> seen = new HashSet<>();
    Matcher words = hypothesis.words().matcher(text);
    while (words.find()) {
      String word = words.group();
      if (!seen.add(word) || word.chars().noneMatch(Character::isLetter)) {
        continue;
      }
      String decoded = hypothesis.decoder().apply(word);
      boolean unchanged = decoded.equals(word.toLowerCase(Locale.ROOT));
      if (isValidWord(word)) {
        valid += unchanged || SyllableCheck.isValid(decoded) ? 1 : 0;
      } else if (unchanged) {
        // A foreign word in ASCII is no evidence; with letters of Windows-1252 it is evidence
        // against.
        contradicting += isAscii(word) ? 0 : 1;
        valid = isAscii(word) && word.length() > 1 && !isAbbreviation(word) ? -100 : valid;
      } else if (SyllableCheck.isValid(decoded)) {
        matching++;
        certain += hypothesis.certain().matcher(word).find() ? 1 : 0;
      } else {
        contradicting++;
      }
    }
    return new Evidence(hypothesis.encoding(), matching, contradicting, certain, valid);
  }

  /** Whether the word is valid in a Vietnamese text. */
  private static boolean isValidWord(String word) {
    // Any word may contain a soft hyphen.
    String letters = word.replace("\u00AD", "").replace('ð', 'đ').replace('Ð', 'Đ');
    String lower = letters.toLowerCase(Locale.ROOT);
    String remaining = letters.isEmpty() ? "" : letters.substring(1);
    boolean consistentCase =
        remaining.equals(remaining.toLowerCase(Locale.ROOT))
            || letters.equals(letters.toUpperCase(Locale.ROOT));
    return consistentCase && SyllableCheck.isValid(lower);
  }

  private static boolean isAbbreviation(String word) {
    return word.equals(word.toUpperCase(Locale.ROOT));
  }

  private static boolean isAscii(String word) {
    return word.chars().allMatch(c -> c < 0x80);
  }

  private static boolean isViqr(String text) {
    if (!VIQR_MARK.matcher(text).find() && !text.contains("dd")) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    int matching = 0;
    int contradicting = 0;
    int certain = 0;
    Matcher tokens = VIQR_TOKENS.matcher(text);
    while (tokens.find()) {
      String word = withoutSentenceEnd(tokens.group());
      if (!VIQR_MARK.matcher(word).find() || INITIALS.matcher(word).matches() || !seen.add(word)) {
        continue;
      }
      boolean complete = VIQR_WORD.matcher(word).matches();
      if (complete && SyllableCheck.isValid(LegacyLetters.fromViqr(word))) {
        matching++;
        certain += VIQR_CERTAIN.matcher(word).find() ? 1 : 0;
      } else {
        contradicting++;
      }
    }
    return matching > contradicting && (matching >= MIN_WORDS || certain > 0);
  }

  private static String withoutSentenceEnd(String token) {
    int end = token.length();
    while (end > 0 && ".?".indexOf(token.charAt(end - 1)) >= 0) {
      end--;
    }
    return token.substring(0, end);
  }
}
