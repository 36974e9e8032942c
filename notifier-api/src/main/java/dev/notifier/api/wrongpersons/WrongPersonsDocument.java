package dev.notifier.api.wrongpersons;

import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.contracts.origin.MessageSubject.Kind;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.store.optouts.WrongPersonStore.Stored;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What numbers have said about persons and units.
 *
 * @param statements the newest first, at most 100
 */
record WrongPersonsDocument(List<Statement> statements) {
  /** What was recorded. */
  record Recorded(int recorded) {}

  /**
   * One statement. Number, reference and note are hidden from callers who may not see personal
   * data, and null if they were erased.
   *
   * @param personRef null if it is about a unit
   * @param unitCode null if it is about a person
   */
  record Statement(
      UUID statementId,
      @Nullable String phone,
      @Nullable String personRef,
      @Nullable String unitCode,
      boolean excluded,
      Instant at,
      String channel,
      @Nullable String note,
      @Nullable UUID inboundId,
      String enteredBy) {
    static Statement of(Stored stored, boolean clear) {
      Exclusion said = stored.exclusion();
      String reference = hidden(said.subject().reference(), clear);
      boolean person = said.subject().kind() == Kind.PERSON;
      return new Statement(
          stored.id(),
          clear ? said.phone() : PersonalDataMask.phone(said.phone()),
          person ? reference : null,
          person ? null : reference,
          said.excluded(),
          said.at(),
          said.evidence().channel(),
          hidden(said.evidence().note(), clear),
          said.evidence().inbound(),
          said.evidence().enteredBy());
    }

    private static @Nullable String hidden(@Nullable String value, boolean clear) {
      return value == null || clear ? value : PersonalDataMask.HIDDEN;
    }

    /** Omits the number, the reference and the note. */
    @Override
    public String toString() {
      return "Statement[" + statementId + "]";
    }
  }
}
