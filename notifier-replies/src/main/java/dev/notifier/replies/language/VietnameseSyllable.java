package dev.notifier.replies.language;

import java.util.List;
import java.util.Set;

/** The structure of a Vietnamese syllable without diacritics: an onset and a rhyme. */
final class VietnameseSyllable {
  // Longer onsets first.
  private static final String[] ONSETS = {
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", ""
  };

  private static final Set<String> RHYMES =
      Set.copyOf(
          List.of(
              ("a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et ech enh eu i ia ich iec iem ien ieng iep"
                      + " iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet"
                      + " oi om on ong oong ooc op ot u ua uan uang uat uay uc ue uech uenh ui uy uya uych uyen uyet uynh"
                      + " uyt uyu um un uo uoc uoi uom uon uong uop uot uou up ut uu ung uyn y yem yen yet yeu")
                  .split(" ", -1)));

  private VietnameseSyllable() {}

  /** Returns whether the word can be a syllable. A word with double letters of a chat is none. */
  static boolean matches(String plain) {
    for (String onset : ONSETS) {
      if (plain.startsWith(onset) && RHYMES.contains(plain.substring(onset.length()))) {
        return true;
      }
    }
    return plain.equals("gi");
  }
}
