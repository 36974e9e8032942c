package dev.notifier.testing;

import java.util.Locale;

/** The services on which the tests of this JVM run. The same tests run on both kinds. */
public enum TestServices {
  /** In this JVM, or started by it. Nothing needs to be installed. */
  EMBEDDED,
  /** Container images, in the container engine of the machine. */
  CONTAINERS;

  /**
   * The system property; the default is embedded. It does not start with "notifier.", because the
   * applications reject unknown keys there.
   */
  static final String PROPERTY = "test.parts";

  public static TestServices chosen() {
    return of(System.getProperty(PROPERTY, ""));
  }

  static TestServices of(String value) {
    if (value.isEmpty()) {
      return EMBEDDED;
    }
    for (TestServices services : values()) {
      if (services.name().toLowerCase(Locale.ROOT).equals(value)) {
        return services;
      }
    }
    throw new MissingServiceException(
        PROPERTY + " is \"" + value + "\": set it to embedded or containers");
  }
}
