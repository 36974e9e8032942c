package dev.notifier.api.audit;

import dev.notifier.api.problem.RequestId;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Origin;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.audit.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entry of a command in the transaction of its change. Which command it is, and whose,
 * is bound to the thread of the request by {@link AuditInterceptor}. Thread-safe.
 */
public final class AuditTrail {
  private static final ThreadLocal<Command> CURRENT = new ThreadLocal<>();

  private final AuditLog log;

  public AuditTrail(AuditLog log) {
    this.log = log;
  }

  /**
   * What a change did, in addition to what the request says.
   *
   * @param target null = that of the path
   * @param subjectRef the person whom it is about; null if it is about none
   * @param reason as the operator gave it; null or empty if he gave none
   * @param detail what has changed, never personal data, texts or secrets
   * @param outcome {@code DONE}, or {@code REQUESTED} if someone else has to do it
   */
  public record Change(
      @Nullable Target target,
      @Nullable UUID subjectRef,
      @Nullable String reason,
      Map<String, ?> detail,
      Outcome outcome) {
    public Change {
      // The same change always has the same text.
      detail = new TreeMap<>(detail);
    }

    /** What was done. */
    public Change(
        @Nullable Target target,
        @Nullable UUID subjectRef,
        @Nullable String reason,
        Map<String, ?> detail) {
      this(target, subjectRef, reason, detail, Outcome.DONE);
    }

    /** A change of what the path names. */
    public static Change of(Map<String, ?> detail) {
      return new Change(null, null, null, detail);
    }

    /** A change of what the path names, with the operator's reason. */
    public static Change of(String reason, Map<String, ?> detail) {
      return new Change(null, null, reason, detail);
    }

    /** This was not done: another person has to, and is asked to. */
    public Change requested() {
      Map<String, Object> asked = new TreeMap<>(detail);
      asked.put("secondPerson", "needed");
      return new Change(target, subjectRef, reason, asked, Outcome.REQUESTED);
    }
  }

  /** The command of a request. */
  static final class Command {
    private AuditEntry entry;
    private boolean recorded;
    private boolean preview;

    Command(AuditEntry entry) {
      this.entry = entry;
    }

    private void signedIn(String tenant, Actor actor) {
      entry =
          new AuditEntry(
              tenant,
              actor,
              entry.operation(),
              entry.outcome(),
              entry.target(),
              null,
              null,
              entry.origin(),
              Map.of(),
              List.of());
    }

    /** Whether it is not known who sent it; then refused requests are counted elsewhere. */
    boolean isAnonymous() {
      return entry.actor().kind() == ActorKind.UNKNOWN;
    }

    /** Whether it was only shown what it would do. */
    boolean isPreview() {
      return preview;
    }

    /** Whether an entry was written with a change. */
    boolean isRecorded() {
      return recorded;
    }

    AuditEntry entry(Outcome outcome, @Nullable String reason, Map<String, ?> detail) {
      return new AuditEntry(
          entry.tenant(),
          entry.actor(),
          entry.operation(),
          outcome,
          entry.target(),
          null,
          reason,
          entry.origin(),
          detail,
          List.of());
    }

    private AuditEntry entry(Change change) {
      String reason = change.reason();
      return new AuditEntry(
          entry.tenant(),
          entry.actor(),
          entry.operation(),
          change.outcome(),
          change.target() == null ? entry.target() : change.target(),
          change.subjectRef(),
          reason == null || reason.isBlank() ? null : reason,
          entry.origin(),
          change.detail(),
          List.of());
    }
  }

  /**
   * Names the caller of a command that began without one, or with another one, because it is the
   * sign-in.
   *
   * @param user the name of the caller
   */
  public void signedIn(String tenant, String user) {
    Command command = CURRENT.get();
    if (command == null) {
      throw new IllegalStateException("The operation is not marked as audited");
    }
    command.signedIn(tenant, new Actor(user, ActorKind.USER));
  }

  /**
   * Does a change in one transaction with its entry.
   *
   * @param change changes PostgreSQL, and nothing else: it may be rolled back
   * @param done what the result means; null if nothing was changed, then the transaction is rolled
   *     back
   * @throws IllegalStateException if the request is none that is {@link Audited}: a change without
   *     an entry must not happen
   */
  public <T extends @Nullable Object> T change(
      Supplier<T> change, Function<? super T, @Nullable Change> done) {
    Command command = CURRENT.get();
    if (command == null) {
      throw new IllegalStateException("The operation is not marked as audited");
    }
    boolean[] made = {false};
    T result =
        log.changing(
            change,
            each -> {
              Change described = done.apply(each);
              made[0] = described != null;
              return described == null ? null : command.entry(described);
            });
    command.recorded |= made[0];
    return result;
  }

  /**
   * Says that the command of this request changes nothing: its caller only wants to see what it
   * would do. To be called before it is carried out.
   *
   * @throws IllegalStateException if the request is none that is {@link Audited}
   */
  public static void previewed() {
    Command command = CURRENT.get();
    if (command == null) {
      throw new IllegalStateException("The operation is not marked as audited");
    }
    command.preview = true;
  }

  void begin(Command command) {
    CURRENT.set(command);
  }

  /** Ends the command of this thread and returns it; null if there is none. */
  @Nullable Command end() {
    Command command = CURRENT.get();
    CURRENT.remove();
    return command;
  }

  /** The name and the kind of a caller. */
  public static Actor actor(Caller caller) {
    if (caller.session() != null) {
      return new Actor(caller.name(), ActorKind.USER);
    }
    ActorKind withoutStoredKey = caller.hasToken() ? ActorKind.TOKEN : ActorKind.CONFIGURED_KEY;
    return new Actor(caller.name(), caller.key() == null ? withoutStoredKey : ActorKind.KEY);
  }

  /** The entry of a request, without what became of it. */
  static AuditEntry entry(
      HttpServletRequest request, String operation, Outcome outcome, @Nullable Target target) {
    boolean known = Caller.isKnown(request);
    return new AuditEntry(
        known ? Caller.of(request).tenant() : Tenants.NATIONAL,
        known ? actor(Caller.of(request)) : new Actor("none", ActorKind.UNKNOWN),
        operation,
        outcome,
        target,
        null,
        null,
        new Origin(
            AuditText.requestId(RequestId.of(request)),
            FailedAttempts.masked(request.getRemoteAddr())),
        Map.of(),
        List.of());
  }
}
