package dev.notifier.api.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a person said by purpose, as the caller sent it; it is about the preferred number.
 *
 * @param advertising the only purpose that needs a consent; null if nothing is said
 */
record StatedConsent(@JsonProperty("ADVERTISING") @Nullable Said advertising) {
  /**
   * One statement.
   *
   * @param given false if the person withdraws the consent
   * @param at when, in RFC 3339
   * @param note the evidence
   */
  record Said(boolean given, String channel, String at, String note) {
    /** Omits the note. */
    @Override
    public String toString() {
      return "Said[given=" + given + "]";
    }
  }
}
