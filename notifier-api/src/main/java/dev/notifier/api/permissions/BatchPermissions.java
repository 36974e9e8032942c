package dev.notifier.api.permissions;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.security.RefusedUses;
import dev.notifier.api.security.RefusedUses.Reason;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;

/**
 * Refuses batches of event types that a caller may not send, because of the key: their lines do not
 * pass through intake. Thread-safe.
 */
public final class BatchPermissions {
  private final EventTypeRegistry types;
  private final RefusedUses refusals;

  public BatchPermissions(EventTypeRegistry types, RefusedUses refusals) {
    this.types = types;
    this.refusals = refusals;
  }

  /**
   * Requires a caller that may have lines of an event type sent. A batch goes to everyone, so that
   * a key of a team may send none.
   *
   * @param type name of the event type
   * @throws ProblemException if the caller may not, or if that is not known yet
   */
  public void require(Caller caller, String type) {
    CallerKey key = caller.key();
    if (key != null && !isAllowed(key, type)) {
      refusals.add(key.id(), Reason.EVENT_TYPE);
      throw new ProblemException(ErrorCode.TYPE_NOT_ALLOWED);
    }
  }

  private boolean isAllowed(CallerKey key, String type) {
    KeyPermissions permissions = key.permissions();
    if (key.kind() != KeyKind.LIVE) {
      return false;
    }
    if (!permissions.limitsEvents()) {
      return true;
    }
    CompiledEventType known = types.find(type);
    if (known == null && !types.isKnown()) {
      throw new ProblemException(ErrorCode.EVENT_TYPES_UNAVAILABLE);
    }
    return permissions.allowsEvent(type, known == null ? "" : known.definition().category().name());
  }
}
