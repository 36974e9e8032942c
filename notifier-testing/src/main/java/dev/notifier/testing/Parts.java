package dev.notifier.testing;

import java.util.Locale;

/** Which kind of parts the tests of this JVM run on. The same tests run on both. */
public enum Parts {
  /** In this JVM, or started by it: nothing need be installed. */
  EMBEDDED,
  /** The images that are run elsewhere too, in the container engine of the machine. */
  CONTAINERS;

  /**
   * The system property, embedded when it is not set. Under "notifier." our own check refuses it.
   */
  static final String PROPERTY = "test.parts";

  public static Parts chosen() {
    return of(System.getProperty(PROPERTY, ""));
  }

  static Parts of(String word) {
    if (word.isEmpty()) {
      return EMBEDDED;
    }
    for (Parts parts : values()) {
      if (parts.name().toLowerCase(Locale.ROOT).equals(word)) {
        return parts;
      }
    }
    throw new MissingPartException(
        PROPERTY + " is \"" + word + "\": set it to embedded or containers");
  }
}
