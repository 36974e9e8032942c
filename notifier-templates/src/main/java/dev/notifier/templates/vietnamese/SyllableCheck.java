package dev.notifier.templates.vietnamese;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks whether a word can be a Vietnamese syllable: onset, rime, and one tone on the right vowel.
 * Names of people and offices pass, words of other languages almost never. Thread-safe.
 */
public final class SyllableCheck {
  private static final int MAX_LETTERS = 7;
  private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";
  private static final String TONES_BEFORE_STOPS = "\u0301\u0323";
  private static final String VOWELS = "aăâeêioôơuưy";
  private static final String MARKED_VOWELS = "ăâêôơư";
  private static final String FRONT_VOWELS = "ieêy";

  private static final Set<String> ONSETS =
      words("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x");
  private static final Set<String> RIMES =
      words(
          "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây",
          "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu",
          "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu",
          "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo",
          "oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt",
          "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ",
          "uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt",
          "ươu y ych yêm yên yêng yêt yêu ynh yt");

  private static final Set<String> PLAIN_ONSETS = stripped(ONSETS);
  private static final Set<String> PLAIN_RIMES = stripped(RIMES);

  private SyllableCheck() {}

  private static Set<String> stripped(Set<String> parts) {
    return parts.stream().map(Diacritics::stripMarks).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> words(String... lines) {
    Set<String> all = new HashSet<>();
    for (String line : lines) {
      all.addAll(Arrays.asList(line.split(" ", -1)));
    }
    return Set.copyOf(all);
  }

  /**
   * Whether the word can be a syllable.
   *
   * @param word lower-case letters in NFC
   */
  public static boolean isValid(String word) {
    if (word.isEmpty() || word.length() > MAX_LETTERS) {
      return false;
    }
    StringBuilder plain = new StringBuilder();
    char tone = 0;
    int toned = -1;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 0x80) {
        String decomposed = Normalizer.normalize(word.substring(i, i + 1), Normalizer.Form.NFD);
        char last = decomposed.charAt(decomposed.length() - 1);
        if (!Character.isLetter(decomposed.charAt(0))) {
          return false;
        }
        // The tone comes last, except for a dot below, which precedes the circumflex.
        boolean dotted = decomposed.indexOf('\u0323') > 0;
        if (dotted || TONES.indexOf(last) >= 0) {
          if (tone != 0) {
            return false;
          }
          tone = dotted ? '\u0323' : last;
          toned = i;
          c =
              Normalizer.normalize(
                      decomposed.replace(String.valueOf(tone), ""), Normalizer.Form.NFC)
                  .charAt(0);
        }
      }
      plain.append(c);
    }
    return isValid(plain.toString(), tone, toned);
  }

  /**
   * Whether the word can be a syllable that was written without diacritics: {@code duyet}.
   *
   * @param word lower-case letters
   */
  public static boolean isValidStripped(String word) {
    for (int onset = Math.min(3, word.length() - 1); onset >= 0; onset--) {
      String first = word.substring(0, onset);
      String rime = word.substring(onset);
      if ((onset == 0 || PLAIN_ONSETS.contains(first))
          && PLAIN_RIMES.contains(rime)
          && isSpellingValid(first, rime)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isValid(String plain, char tone, int toned) {
    int onset = Math.min(3, plain.length() - 1);
    for (; onset >= 0; onset--) {
      String rime = plain.substring(onset);
      if ((onset == 0 || ONSETS.contains(plain.substring(0, onset)))
          && RIMES.contains(rime)
          && isSpellingValid(plain.substring(0, onset), rime)
          && isToneValid(rime, tone, toned - onset)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSpellingValid(String onset, String rime) {
    boolean front = FRONT_VOWELS.indexOf(rime.charAt(0)) >= 0;
    return switch (onset) {
      case "c", "ng" -> !front;
      case "g" -> !front || rime.charAt(0) == 'i';
      case "k", "gh", "ngh" -> front;
      default -> true;
    };
  }

  private static boolean isToneValid(String rime, char tone, int toned) {
    char last = rime.charAt(rime.length() - 1);
    boolean stop = last == 'c' || last == 't' || last == 'p' || rime.endsWith("ch");
    if (tone == 0) {
      // Names are also written without diacritics.
      return !stop || isAscii(rime);
    }
    if (stop && TONES_BEFORE_STOPS.indexOf(tone) < 0) {
      return false;
    }
    return isTonePositionValid(rime, toned);
  }

  /** Whether the tone is on the vowel that carries it, in the old or the new spelling. */
  private static boolean isTonePositionValid(String rime, int toned) {
    if (toned < 0) {
      return false;
    }
    for (int i = rime.length() - 1; i >= 0; i--) {
      if (MARKED_VOWELS.indexOf(rime.charAt(i)) >= 0) {
        return toned == i;
      }
    }
    int vowels = 0;
    while (vowels < rime.length() && VOWELS.indexOf(rime.charAt(vowels)) >= 0) {
      vowels++;
    }
    if (vowels < rime.length()) {
      return toned == vowels - 1;
    }
    return switch (rime) {
      case "oa", "oe", "uy" -> true;
      default -> toned == (vowels == 3 ? 1 : 0);
    };
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
