package dev.notifier.api.directory;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.directory.RecipientReader.Statement;
import dev.notifier.api.security.Caller;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.advertising.ConsentStatement;
import dev.notifier.store.advertising.ConsentStore;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.directory.DirectoryChanges;
import dev.notifier.store.directory.RecipientStore;
import dev.notifier.store.directory.RecipientStore.Outcome;
import dev.notifier.store.directory.RecipientStore.Stored;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Stores what callers say about persons, and notes the persons that changed, in one transaction,
 * which may be the caller's. Thread-safe.
 */
final class DirectoryWriter {
  private final RecipientStore persons;
  private final ConsentStore consents;
  private final DirectoryChanges changes;
  private final RecipientKey keys;
  private final InstantSource clock;

  DirectoryWriter(
      RecipientStore persons,
      ConsentStore consents,
      DirectoryChanges changes,
      RecipientKey keys,
      InstantSource clock) {
    this.persons = persons;
    this.consents = consents;
    this.changes = changes;
    this.keys = keys;
    this.clock = clock;
  }

  /** Reads what a caller says. */
  RecipientReader reader(Caller caller) {
    return new RecipientReader(keys, caller, clock);
  }

  /**
   * What was stored.
   *
   * @param consents how many statements are new
   * @param refused references of the persons for whom the directory has no room
   */
  record Written(Stored stored, int consents, Set<String> refused) {
    /** Whether anything is new. */
    boolean isChange() {
      return stored.isChange() || consents > 0;
    }

    /** Omits the references. */
    @Override
    public String toString() {
      return "Written[" + stored + "]";
    }
  }

  /**
   * Stores persons and their consents, apart from the persons for whom there is no room.
   *
   * @param operation of the API description
   * @param page at most {@value RecipientStore#MAX_PAGE}
   */
  Written write(Caller caller, String operation, List<Statement> page) {
    return changes.inTransaction(() -> {
      Outcome outcome =
          persons.store(caller.tenant(), page.stream().map(Statement::recipient).toList());
      List<ConsentStatement> said =
          page.stream()
              .filter(each -> !outcome.refused().contains(each.recipient().personRef()))
              .map(Statement::consent)
              .filter(Objects::nonNull)
              .toList();
      trace(caller, operation, outcome.references());
      return new Written(outcome.stored(), consents.add(said), outcome.refused());
    });
  }

  /** Removes a person; false if the directory does not have the person. */
  boolean delete(Caller caller, String operation, String personRef) {
    return changes.inTransaction(() -> {
      boolean deleted = persons.delete(caller.tenant(), personRef);
      if (deleted) {
        trace(caller, operation, List.of(personRef));
      }
      return deleted;
    });
  }

  private void trace(Caller caller, String operation, List<String> references) {
    AuditEntry.Actor actor = AuditTrail.actor(caller);
    changes.add(
        caller.tenant(),
        new DirectoryChanges.Actor(actor.name(), actor.kind().id()),
        operation,
        references.stream().map(reference -> digest(caller.tenant(), reference)).toList());
  }

  /** Without the privacy key, references cannot be found by trying them. */
  private long digest(String tenant, String reference) {
    return Long.parseUnsignedLong(keys.ofReference(tenant, reference).substring(0, 16), 16);
  }
}
