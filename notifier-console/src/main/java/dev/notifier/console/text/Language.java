package dev.notifier.console.text;

import java.util.List;
import java.util.Locale;

/** A language of the console. */
public enum Language {
  VIETNAMESE("vi"),
  ENGLISH("en");

  private final Locale locale;

  Language(String tag) {
    locale = Locale.forLanguageTag(tag);
  }

  /** The code of the language, as in the attribute {@code lang} of a page. */
  public String tag() {
    return locale.toLanguageTag();
  }

  /** For the format of numbers and times. */
  public Locale locale() {
    return locale;
  }

  /** The other language. */
  public Language other() {
    return this == VIETNAMESE ? ENGLISH : VIETNAMESE;
  }

  /**
   * The language of a person.
   *
   * @param chosen what was chosen before; empty if nothing was
   * @param accepted the header Accept-Language; may be empty
   */
  public static Language of(String chosen, String accepted) {
    for (Language language : values()) {
      if (language.tag().equals(chosen)) {
        return language;
      }
    }
    try {
      Locale best =
          Locale.lookup(
              Locale.LanguageRange.parse(accepted.isEmpty() ? "*" : accepted),
              List.of(VIETNAMESE.locale, ENGLISH.locale));
      return ENGLISH.locale.equals(best) ? ENGLISH : VIETNAMESE;
    } catch (IllegalArgumentException e) {
      return VIETNAMESE;
    }
  }
}
