package dev.notifier.api.batches;

import dev.notifier.api.security.Caller;
import dev.notifier.store.batches.StoredBatch;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may release a batch that needs two persons. Keys and access tokens can be used by
 * anyone, or by a program, so that only users with a session are persons.
 */
enum ReleaseRule {
  /** Two persons have taken part. */
  RELEASE,
  /** It may ask for the release. */
  REQUEST,
  /** It may do neither. */
  REFUSE;

  /**
   * Whether one person is not enough: it is too large, or someone has asked for another one.
   *
   * @param limit how many lines one person may send; numbers of the directory are not known yet, so
   *     all lines count
   */
  static boolean needsTwo(StoredBatch batch, int limit) {
    return batch.lines().valid() > limit || batch.people().requestedBy() != null;
  }

  /** What a caller may do who asks for another person although one may be enough. */
  static ReleaseRule ofRequest(Caller caller, StoredBatch batch) {
    return of(caller, batch) == REFUSE ? REFUSE : REQUEST;
  }

  /** What a caller may do with a batch that is READY or AWAITING_RELEASE. */
  static ReleaseRule of(Caller caller, StoredBatch batch) {
    StoredBatch.People people = batch.people();
    String name = caller.name();
    boolean isPerson = caller.session() != null;
    boolean hasOtherPerson = isPerson(people.createdBy()) || isPerson(people.requestedBy());
    boolean tookPart =
        name.equals(people.createdBy())
            || name.equals(people.settingsBy())
            || name.equals(people.requestedBy());
    if (isPerson && hasOtherPerson && !tookPart) {
      return RELEASE;
    }
    // The request of a key would not be that of the first person.
    boolean mayRequest = people.requestedBy() == null && (isPerson || hasOtherPerson);
    return mayRequest ? REQUEST : REFUSE;
  }

  private static boolean isPerson(@Nullable String name) {
    return name != null && name.startsWith(Caller.USER_PREFIX);
  }
}
