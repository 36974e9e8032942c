package dev.notifier.console.optouts;

import dev.notifier.console.api.ApiPath;
import java.util.Arrays;
import java.util.Optional;

/** A statement of a person about their number. */
enum Change {
  OPT_OUT("opt-out", "/v1/opt-outs", "optOuts", "opt-outs:write"),
  OPT_IN("opt-in", "/v1/opt-outs/withdraw", "optOuts", "opt-outs:write"),
  CONSENT("consent", "/v1/consents", "consents", "consents:write"),
  NO_CONSENT("no-consent", "/v1/consents/withdraw", "consents", "consents:write"),
  WRONG_PERSON("wrong-person", "/v1/wrong-persons", "wrongPersons", "opt-outs:write"),
  RIGHT_PERSON("right-person", "/v1/wrong-persons/withdraw", "wrongPersons", "opt-outs:write");

  private final String id;
  private final String path;
  private final String list;
  private final String scope;

  Change(String id, String path, String list, String scope) {
    this.id = id;
    this.path = path;
    this.list = list;
    this.scope = scope;
  }

  static Optional<Change> of(String id) {
    return Arrays.stream(values()).filter(change -> change.id.equals(id)).findFirst();
  }

  /** As forms and texts name it. */
  String id() {
    return id;
  }

  ApiPath path() {
    return ApiPath.of(path);
  }

  /** The field of the request that has the statements. */
  String list() {
    return list;
  }

  String scope() {
    return scope;
  }

  /** Whether it names purposes. */
  boolean hasPurposes() {
    return this == OPT_OUT || this == OPT_IN;
  }

  /** Whether it names a person or a unit. */
  boolean namesSomeone() {
    return this == WRONG_PERSON || this == RIGHT_PERSON;
  }

  /** Whether the HTTP interface requires evidence. */
  boolean needsNote() {
    return this == CONSENT || this == NO_CONSENT;
  }

  /** The document of the number that it changes. */
  NumberRecords.Part part() {
    return switch (this) {
      case OPT_OUT, OPT_IN -> NumberRecords.Part.OPT_OUTS;
      case CONSENT, NO_CONSENT -> NumberRecords.Part.CONSENTS;
      case WRONG_PERSON, RIGHT_PERSON -> NumberRecords.Part.WRONG_PERSONS;
    };
  }
}
