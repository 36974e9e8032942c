package dev.notifier.api.optouts;

import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.store.optouts.OptOutStatement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a number has opted out of.
 *
 * @param optedOut from messages of the caller's tenant
 * @param optedOutOfAllTenants from messages of all tenants
 * @param statements those that the caller's tenant has recorded, the newest first, at most 100
 */
record OptOutsDocument(
    Set<OptOutPurpose> optedOut,
    Set<OptOutPurpose> optedOutOfAllTenants,
    List<Statement> statements) {
  /** What was recorded. */
  record Recorded(int recorded) {}

  /**
   * One statement.
   *
   * @param note hidden from callers who may not see personal data
   */
  record Statement(
      OptOutPurpose purpose,
      boolean optedOut,
      boolean allTenants,
      Instant at,
      String channel,
      @Nullable String note,
      @Nullable UUID inboundId,
      String enteredBy) {
    static Statement of(OptOutStatement stored, boolean allTenants, boolean clear) {
      String note = stored.evidence().note();
      return new Statement(
          stored.purpose(),
          stored.optedOut(),
          allTenants,
          stored.at(),
          stored.evidence().channel(),
          note == null || clear ? note : PersonalDataMask.HIDDEN,
          stored.evidence().inbound(),
          stored.evidence().enteredBy());
    }

    /** Omits the note. */
    @Override
    public String toString() {
      return "Statement[" + purpose + "]";
    }
  }
}
