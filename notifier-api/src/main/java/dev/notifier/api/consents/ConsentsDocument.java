package dev.notifier.api.consents;

import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.store.advertising.ConsentStatement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a number has said about advertising of the caller's tenant.
 *
 * @param consented whether it has consented now
 * @param statements the newest first, at most 100
 */
record ConsentsDocument(boolean consented, List<Statement> statements) {
  /** What was recorded. */
  record Recorded(int recorded) {}

  /**
   * One statement.
   *
   * @param note hidden from callers who may not see personal data
   */
  record Statement(
      boolean given,
      Instant at,
      String channel,
      @Nullable String note,
      @Nullable UUID inboundId,
      String enteredBy) {
    static Statement of(ConsentStatement stored, boolean clear) {
      String note = stored.evidence().note();
      return new Statement(
          stored.given(),
          stored.at(),
          stored.evidence().channel(),
          note == null || clear ? note : PersonalDataMask.HIDDEN,
          stored.evidence().inbound(),
          stored.evidence().enteredBy());
    }

    /** Omits the note. */
    @Override
    public String toString() {
      return "Statement[given=" + given + "]";
    }
  }

  static ConsentsDocument of(List<ConsentStatement> stored, boolean clear) {
    return new ConsentsDocument(
        !stored.isEmpty() && stored.getFirst().given(),
        stored.stream().map(each -> Statement.of(each, clear)).toList());
  }
}
