package dev.notifier.templates.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The languages and regions that exist (ISO 639, ISO 3166), so that no variant is written for a
 * language that no recipient has.
 */
final class KnownLocales {
  private static final Pattern FORM = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
  private static final Pattern REGION = Pattern.compile("[A-Za-z]{2}|[0-9]{3}");
  private static final int TWO_LETTERS = 2;

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

  /** The two-letter code of each language that also has a three-letter one: vie, eng, khm. */
  private static final Map<String, String> SHORT_CODES = shortCodes();

  /** The languages of peoples of Vietnam that have only a three-letter code. */
  private static final Set<String> OF_VIETNAM =
      Set.of(
          "rad", "jra", "bdq", "sed", "hre", "kpm", "mng", "mnn", "cma", "sti", "rog", "roc", "cja",
          "cjm", "hmn", "mww", "hnj", "ium", "tyz", "nut", "mtq", "blt", "twh", "tdd", "thi", "kjg",
          "bru", "pac", "tou", "kdt", "cua", "ren", "lbo", "jeh", "crw", "brb", "nuo", "hal",
          "cec");

  /** Codes of countries, which are often written instead of those of their languages. */
  private static final Map<String, String> LANGUAGE_OF_COUNTRY =
      Map.ofEntries(
          Map.entry("vn", "vi"),
          Map.entry("us", "en"),
          Map.entry("gb", "en"),
          Map.entry("cn", "zh"),
          Map.entry("tw", "zh"),
          Map.entry("jp", "ja"),
          Map.entry("kh", "km"),
          Map.entry("cz", "cs"),
          Map.entry("dk", "da"),
          Map.entry("gr", "el"),
          Map.entry("au", "en"),
          Map.entry("de", "de"));

  private static final Map<String, String> REGION_NAMES = Map.of("UK", "GB", "EN", "GB");

  private KnownLocales() {}

  private static Map<String, String> shortCodes() {
    Map<String, String> codes = new TreeMap<>();
    for (String language : Locale.getISOLanguages()) {
      codes.putIfAbsent(Locale.of(language).getISO3Language(), language);
    }
    return codes;
  }

  static boolean hasForm(String locale) {
    return FORM.matcher(locale).matches();
  }

  /** Returns what to write instead of a locale that does not have the form of a BCP 47 tag. */
  static String adviceOnForm(String locale) {
    String[] parts = locale.strip().split("[-_ ]", -1);
    parts[0] = parts[0].toLowerCase(Locale.ROOT);
    String corrected = String.join("-", parts);
    return hasForm(corrected) && adviceOn(corrected).isEmpty()
        ? "write " + corrected + ", not " + locale.strip()
        : "write the locale as a BCP 47 tag, such as vi, en or rad";
  }

  /** Returns what is wrong with a locale; empty if its language and its region exist. */
  static Optional<String> adviceOn(String locale) {
    String[] parts = locale.split("-", -1);
    String rest = locale.substring(parts[0].length());
    if (!isLanguage(parts[0])) {
      return Optional.of(
          "the language "
              + parts[0]
              + " does not exist; "
              + nearLanguage(parts[0])
                  .map(near -> "write " + near + (adviceOnRegion(parts).isEmpty() ? rest : ""))
                  .orElse("write a code of ISO 639, such as vi for Vietnamese or en for English"));
    }
    return adviceOnRegion(parts).map(advice -> advice.replace("…", parts[0]));
  }

  private static boolean isLanguage(String code) {
    if (code.length() == TWO_LETTERS) {
      return LANGUAGES.contains(code);
    }
    return !SHORT_CODES.containsKey(code)
        && (OF_VIETNAM.contains(code)
            // The names of languages that the Unicode consortium (CLDR) knows.
            || !Locale.of(code).getDisplayLanguage(Locale.ENGLISH).equals(code));
  }

  private static Optional<String> nearLanguage(String code) {
    String shorter = SHORT_CODES.get(code);
    if (shorter != null) {
      return Optional.of(shorter);
    }
    String ofCountry = LANGUAGE_OF_COUNTRY.get(code);
    if (ofCountry != null) {
      return Optional.of(ofCountry);
    }
    return Arrays.asList("vi", "en").stream()
        .filter(known -> code.startsWith(known) || isSwapped(known, code))
        .findFirst();
  }

  private static boolean isSwapped(String known, String code) {
    return code.length() == TWO_LETTERS
        && known.charAt(0) == code.charAt(1)
        && known.charAt(1) == code.charAt(0);
  }

  private static Optional<String> adviceOnRegion(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String region = parts[i].toUpperCase(Locale.ROOT);
      if (REGION.matcher(region).matches()
          && !Character.isDigit(region.charAt(0))
          && !REGIONS.contains(region)) {
        String known = REGION_NAMES.get(region);
        return Optional.of(
            "the region "
                + parts[i]
                + " does not exist; write "
                + (known == null ? "only the language, or a region such as …-VN" : "…-" + known));
      }
    }
    return Optional.empty();
  }
}
