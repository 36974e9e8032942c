package dev.notifier.api.affected;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which kind of data about a person was touched. */
enum DataClass {
  /** The number. */
  @JsonProperty("phone")
  PHONE,
  /** The caller's own name for the person. */
  @JsonProperty("person-ref")
  PERSON_REF,
  /** The text of a message. */
  @JsonProperty("text")
  TEXT,
  /** A text with a code or another secret, which no look-up shows. */
  @JsonProperty("secret-text")
  SECRET_TEXT,
  /** The language, which can reveal the ethnic group. */
  @JsonProperty("locale")
  LOCALE,
  /** That, when and about what kind of matter messages were sent. */
  @JsonProperty("history")
  HISTORY;

  /** What a look-up shows to callers who see personal data in clear. */
  static Set<DataClass> shownBy(String operation) {
    return switch (operation) {
      case "verifyText" -> EnumSet.of(PHONE, HISTORY);
      case "addTimelineEntry", "createTimelineLink", "erasePerson" -> EnumSet.of(PHONE, PERSON_REF);
      case "searchRecipients", "putRecipient", "deleteRecipient" ->
          EnumSet.of(PHONE, PERSON_REF, LOCALE);
      case "exportPerson" -> EnumSet.of(PHONE, PERSON_REF, TEXT, LOCALE, HISTORY);
      // Also one that a newer release has.
      default -> EnumSet.of(PHONE, TEXT, LOCALE, HISTORY);
    };
  }

  /** What a message has, by the names that the store uses. */
  static SortedSet<DataClass> of(Iterable<String> names) {
    SortedSet<DataClass> classes = new TreeSet<>();
    for (String name : names) {
      classes.add(
          switch (name) {
            case "phone" -> PHONE;
            case "person-ref" -> PERSON_REF;
            case "text" -> TEXT;
            case "secret-text" -> SECRET_TEXT;
            case "locale" -> LOCALE;
            default -> throw new IllegalArgumentException(name);
          });
    }
    return classes;
  }
}
