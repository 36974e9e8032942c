package dev.notifier.store.audit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What someone did. No part of it contains a number, a name of a person, a text or a secret: a
 * person is only named by {@code subjectRef}.
 *
 * @param tenant whose audit it belongs to; what belongs to no tenant belongs to the first one
 * @param operation the operationId of the API description, or the name of what the system did
 * @param target what it was done to; null if there is no one such thing
 * @param subjectRef of {@link AuditSubjects}; null if it is about no person
 * @param reason what the operator gave, or why it was refused; null if there is none
 * @param origin where it came from; null for the system
 * @param detail what has changed; may be empty
 * @param notifications what a look-up has shown; may be empty
 */
public record AuditEntry(
    String tenant,
    Actor actor,
    String operation,
    Outcome outcome,
    @Nullable Target target,
    @Nullable UUID subjectRef,
    @Nullable String reason,
    @Nullable Origin origin,
    Map<String, ?> detail,
    List<UUID> notifications) {

  /** The caller who did it. */
  public record Actor(String name, ActorKind kind) {}

  /**
   * To what.
   *
   * @param kind for example {@code template}
   * @param id within its kind
   */
  public record Target(String kind, String id) {}

  /**
   * Where a request came from.
   *
   * @param network of its address; null if unknown
   */
  public record Origin(@Nullable String requestId, @Nullable String network) {}

  /** What kind of actor has a name. */
  public enum ActorKind {
    /** A key of the configuration. */
    CONFIGURED_KEY,
    /** A key that was made by an operation. */
    KEY,
    /** A person who signed in. */
    USER,
    /** A token of another issuer. */
    TOKEN,
    /** The programs themselves. */
    SYSTEM,
    /** A caller that no key identified. */
    UNKNOWN;

    /** As it is stored and shown. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What became of it. */
  public enum Outcome {
    /** It was done, in the transaction of the entry. */
    DONE,
    /** Someone else has to do it, and was asked to; the request is stored, and nothing else. */
    REQUESTED,
    /** It was only shown what it would do. */
    PREVIEWED,
    /** It was accepted, and there was nothing to change. */
    UNCHANGED,
    /** It was refused; the reason is the code of the error. */
    REFUSED,
    /** The caller has no right to do it; one entry for all of a minute. */
    DENIED;

    /** As it is stored and shown. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The entry, about a person. */
  public AuditEntry about(@Nullable UUID subject) {
    return new AuditEntry(
        tenant, actor, operation, outcome, target, subject, reason, origin, detail, notifications);
  }
}
