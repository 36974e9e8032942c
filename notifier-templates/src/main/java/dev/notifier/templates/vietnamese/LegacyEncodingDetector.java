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
 * Looks at the words of a text: one that is no Vietnamese syllable as it stands, but becomes one
 * when read in a legacy encoding, speaks for that encoding; one that becomes none speaks against.
 */
public final class LegacyEncodingDetector {
  private static final Pattern LETTERS = Pattern.compile("[\\p{L}]+");
  private static final String SIGN = "[\\p{L}¡¢£¤¥¦§¨©ª¬\u00AD®µ¶·¸¹¼½¾×÷]";
  // Angle quotes are letters of TCVN3, too, but not where quotes stand.
  private static final Pattern LETTERS_AND_SIGNS =
      Pattern.compile(SIGN + "(?:[«»]*" + SIGN + ")*«?");
  private static final Pattern VIQR_TOKENS = Pattern.compile("[^\\s,;:!)\"]+");
  private static final Pattern VIQR_WORD = Pattern.compile("[A-Za-z][A-Za-z^(+~'`?.]*");
  private static final Pattern VIQR_MARK =
      Pattern.compile("[AEOaeo]\\^|[Aa]\\(|[OUou]\\+|[AEIOUYaeiouy^(+]['`?~.]|^[Dd][Dd]");
  private static final Pattern VIQR_SURE = Pattern.compile("[AEOaeo]\\^['`?~.]?[A-Za-z]*");
  private static final Pattern INITIALS = Pattern.compile("(?:[A-Za-z]\\.)+[A-Za-z]?");
  private static final int ENOUGH = 2;

  /**
   * How an encoding is told.
   *
   * @param words what may be a word of it
   * @param decoder from a word to lower-case letters in NFC
   * @param sure what stands in no word of another language
   */
  private record Hypothesis(
      LegacyEncoding encoding, Pattern words, UnaryOperator<String> decoder, Pattern sure) {}

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

  /** What speaks for an encoding and against it, as numbers of different words. */
  private record Evidence(LegacyEncoding encoding, int forIt, int against, int sure, int plain) {
    boolean isEnough() {
      boolean single = sure > 0 || (against == 0 && plain >= ENOUGH);
      return forIt > against && (forIt >= ENOUGH || (forIt == 1 && single));
    }

    boolean isBetterThan(@Nullable Evidence other) {
      return other == null
          || forIt - against > other.forIt - other.against
          || (forIt - against == other.forIt - other.against && sure > other.sure);
    }
  }

  private LegacyEncodingDetector() {}

  /**
   * The encoding that the text was very likely written in, or empty for a right text. Meant for a
   * free-text field as it came in, before anything is swapped; costs about a look at each word.
   */
  public static Optional<LegacyEncoding> detect(String text) {
    if (isAscii(text)) {
      return holdsViqr(text) ? Optional.of(LegacyEncoding.VIQR) : Optional.empty();
    }
    // What was read as Windows-1252 holds no letter from beyond it; right Vietnamese nearly always.
    if (!Windows1252Text.holds(text)) {
      return Optional.empty();
    }
    if (Windows1252Text.holdsUtf8(text)) {
      return Optional.of(LegacyEncoding.UTF8_AS_1252);
    }
    return likeliest(text);
  }

  private static Optional<LegacyEncoding> likeliest(String text) {
    Evidence best = null;
    for (Hypothesis hypothesis : HYPOTHESES) {
      Evidence evidence = evidence(text, hypothesis);
      if (evidence.isEnough() && evidence.isBetterThan(best)) {
        best = evidence;
      }
    }
    return best == null ? Optional.empty() : Optional.of(best.encoding());
  }

  private static Evidence evidence(String text, Hypothesis hypothesis) {
    int forIt = 0;
    int against = 0;
    int sure = 0;
    int plain = 0;
    Set<String> seen = new HashSet<>();
    Matcher words = hypothesis.words().matcher(text);
    while (words.find()) {
      String word = words.group();
      if (!seen.add(word) || word.chars().noneMatch(Character::isLetter)) {
        continue;
      }
      String decoded = hypothesis.decoder().apply(word);
      boolean same = decoded.equals(word.toLowerCase(Locale.ROOT));
      if (isRight(word)) {
        plain += same || SyllableCheck.isValid(decoded) ? 1 : 0;
      } else if (same) {
        // A foreign word in ASCII tells nothing; with letters of Windows-1252 it is foreign.
        against += isAscii(word) ? 0 : 1;
        plain = isAscii(word) && word.length() > 1 && !isAbbreviation(word) ? -100 : plain;
      } else if (SyllableCheck.isValid(decoded)) {
        forIt++;
        sure += hypothesis.sure().matcher(word).find() ? 1 : 0;
      } else {
        against++;
      }
    }
    return new Evidence(hypothesis.encoding(), forIt, against, sure, plain);
  }

  /** Whether the word may stand in a Vietnamese text as it is. */
  private static boolean isRight(String word) {
    // A soft hyphen may stand in any word.
    String letters = word.replace("\u00AD", "").replace('ð', 'đ').replace('Ð', 'Đ');
    String lower = letters.toLowerCase(Locale.ROOT);
    String rest = letters.isEmpty() ? "" : letters.substring(1);
    boolean oneCase =
        rest.equals(rest.toLowerCase(Locale.ROOT))
            || letters.equals(letters.toUpperCase(Locale.ROOT));
    return oneCase && SyllableCheck.isValid(lower);
  }

  private static boolean isAbbreviation(String word) {
    return word.equals(word.toUpperCase(Locale.ROOT));
  }

  private static boolean isAscii(String word) {
    return word.chars().allMatch(c -> c < 0x80);
  }

  private static boolean holdsViqr(String text) {
    if (!VIQR_MARK.matcher(text).find() && !text.contains("dd")) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    int forIt = 0;
    int against = 0;
    int sure = 0;
    Matcher tokens = VIQR_TOKENS.matcher(text);
    while (tokens.find()) {
      String word = withoutSentenceEnd(tokens.group());
      if (!VIQR_MARK.matcher(word).find() || INITIALS.matcher(word).matches() || !seen.add(word)) {
        continue;
      }
      boolean whole = VIQR_WORD.matcher(word).matches();
      if (whole && SyllableCheck.isValid(LegacyLetters.fromViqr(word))) {
        forIt++;
        sure += VIQR_SURE.matcher(word).find() ? 1 : 0;
      } else {
        against++;
      }
    }
    return forIt > against && (forIt >= ENOUGH || sure > 0);
  }

  private static String withoutSentenceEnd(String token) {
    int end = token.length();
    while (end > 0 && ".?".indexOf(token.charAt(end - 1)) >= 0) {
      end--;
    }
    return token.substring(0, end);
  }
}
