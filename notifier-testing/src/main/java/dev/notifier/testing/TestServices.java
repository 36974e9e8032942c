package dev.notifier.testing;

import java.util.Locale;

/** Which kind of parts the tests of this JVM run on. The same tests run on both. */
public enum TestServices {
  /** In this JVM, or started by it: nothing need be installed. */
  EMBEDDED,
  /** The images that are run elsewhere too, in the container engine of the machine. */
  CONTAINERS;

  /**
   * The system property, embedded when it is not set. Under "notifier." our own check refuses it.
   */
  static final String PROPERTY = "test.parts";

  public static TestServices chosen() {
    return of(System.getProperty(PROPERTY, ""));
  }

  static TestServices of(String word) {
    if (word.isEmpty()) {
      return EMBEDDED;
    }
    for (TestServices parts : values()) {
      if (parts.name().toLowerCase(Locale.ROOT).equals(word)) {
        return parts;
      }
    }
    throw new MissingServiceException(
        PROPERTY + " is \"" + word + "\": set it to embedded or containers");
  }
}
