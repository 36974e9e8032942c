package dev.notifier.api.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.store.advertising.ConsentStatement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a number said last, by purpose.
 *
 * @param advertising of the tenant; null if nothing was said
 */
record ShownConsent(@JsonProperty("ADVERTISING") @Nullable Said advertising) {
  /**
   * A statement with its evidence.
   *
   * @param given false if the consent was withdrawn
   * @param note hidden from callers who see no personal data; null if it was erased
   */
  record Said(boolean given, Instant at, String channel, @Nullable String note, String enteredBy) {
    /** Omits the note. */
    @Override
    public String toString() {
      return "Said[given=" + given + "]";
    }
  }

  static ShownConsent of(@Nullable ConsentStatement said, boolean clear) {
    if (said == null) {
      return new ShownConsent(null);
    }
    String note = said.evidence().note();
    return new ShownConsent(
        new Said(
            said.given(),
            said.at(),
            said.evidence().channel(),
            note == null || clear ? note : PersonalDataMask.HIDDEN,
            said.evidence().enteredBy()));
  }
}
