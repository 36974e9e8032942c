package dev.notifier.console.optouts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a number has said: the three documents that the HTTP interface has about it. */
final class NumberRecords {
  private NumberRecords() {}

  /** The response of {@code POST /v1/opt-outs/search}. */
  record OptOuts(
      List<String> optedOut, List<String> optedOutOfAllTenants, List<OptOut> statements) {}

  /** A statement about a purpose. */
  record OptOut(
      String purpose,
      boolean optedOut,
      boolean allTenants,
      Instant at,
      String channel,
      @Nullable String note,
      @Nullable String inboundId,
      String enteredBy) {}

  /** The response of {@code POST /v1/consents/search}. */
  record Consents(boolean consented, List<Consent> statements) {}

  /** A statement about advertising. */
  record Consent(
      boolean given, Instant at, String channel, @Nullable String note, String enteredBy) {}

  /** The response of {@code POST /v1/wrong-persons/search}. */
  record WrongPersons(List<WrongPerson> statements) {}

  /** A statement about a person or a unit. */
  record WrongPerson(
      @Nullable String personRef,
      @Nullable String unitCode,
      boolean excluded,
      Instant at,
      String channel,
      @Nullable String note,
      String enteredBy) {}

  /**
   * What a page shows; two of the three are null.
   *
   * @param part which of them
   */
  record Shown(
      Part part,
      @Nullable OptOuts optOuts,
      @Nullable Consents consents,
      @Nullable WrongPersons wrongPersons) {}

  /** The documents, each of which is a look-up of its own. */
  enum Part {
    OPT_OUTS("opt-outs", "opt-outs:read"),
    CONSENTS("consents", "consents:read"),
    WRONG_PERSONS("wrong-persons", "opt-outs:read");

    private final String id;
    private final String scope;

    Part(String id, String scope) {
      this.id = id;
      this.scope = scope;
    }

    /** The part of a form; the opt-outs if it names none. */
    static Part of(String id) {
      for (Part part : values()) {
        if (part.id.equals(id)) {
          return part;
        }
      }
      return OPT_OUTS;
    }

    /** As forms and paths of the HTTP interface name it. */
    String id() {
      return id;
    }

    String scope() {
      return scope;
    }
  }
}
