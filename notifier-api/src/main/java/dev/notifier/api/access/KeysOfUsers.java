package dev.notifier.api.access;

import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.access.KeysOfLeavers;
import dev.notifier.store.access.StoredKey;
import java.util.List;

/** Revokes or hands over the keys of users who leave. Thread-safe. */
public final class KeysOfUsers {
  private final KeysOfLeavers store;
  private final AccessTables tables;
  private final TopicReconciler<KeyRecord> publication;

  KeysOfUsers(KeysOfLeavers store, AccessTables tables, TopicReconciler<KeyRecord> publication) {
    this.store = store;
    this.tables = tables;
    this.publication = publication;
  }

  /**
   * Revokes the keys that a user has made or rotated, and those that were made with these. Takes
   * part in the transaction of the caller; {@link #changed} follows it.
   *
   * @param user the name of the user as a caller
   * @param by the name of the caller
   */
  public List<StoredKey> revokeMadeBy(String user, String by) {
    return store.revokeMadeBy(user, by);
  }

  /**
   * Gives the keys of a tenant that a user owns to another one; as above.
   *
   * @param from the name of the owner as a caller
   * @param to the name of the next owner as a caller
   */
  public List<StoredKey> changeOwner(String tenant, String from, String to, String by) {
    return store.changeOwner(tenant, from, to, by);
  }

  /** Keys have changed: here at once, on all instances in a moment. */
  public void changed(List<StoredKey> keys) {
    if (!keys.isEmpty()) {
      keys.forEach(stored -> tables.keys().put(stored.key().id(), stored.key().published()));
      publication.publishSoon();
    }
  }
}
