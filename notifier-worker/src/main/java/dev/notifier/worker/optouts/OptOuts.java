package dev.notifier.worker.optouts;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.origin.MessageSubject;

/**
 * What recipients have opted out of, and the persons that messages to them must not be about.
 * Thread-safe; each question takes about a microsecond.
 */
public interface OptOuts {
  /** No recipient has opted out of anything. */
  OptOuts NONE =
      new OptOuts() {
        @Override
        public boolean isOptedOut(String phone, long tenant, Category category) {
          return false;
        }

        @Override
        public boolean isWrongPerson(String phone, long tenant, MessageSubject about) {
          return false;
        }

        @Override
        public boolean mayMiss(Category category, long tenant) {
          return false;
        }

        @Override
        public boolean mayMissPersons(long tenant) {
          return false;
        }

        @Override
        public boolean mayMissAny() {
          return false;
        }

        @Override
        public boolean isEmpty() {
          return true;
        }
      };

  /**
   * Whether a recipient has opted out of messages of a category, from this tenant or from all.
   *
   * @param phone in E.164 format
   * @param tenant its {@link dev.notifier.contracts.origin.MessageOrigin#digest}; {@link
   *     dev.notifier.contracts.origin.MessageOrigin#NONE} if it is unknown
   */
  boolean isOptedOut(String phone, long tenant, Category category);

  /**
   * Whether messages about a person or unit do not concern a recipient.
   *
   * @param phone in E.164 format
   * @param tenant as above
   */
  boolean isWrongPerson(String phone, long tenant, MessageSubject about);

  /**
   * Whether messages of a category of a tenant wait because an opt-out may be unknown. Those that
   * someone waits for do not.
   *
   * @param tenant as above
   */
  boolean mayMiss(Category category, long tenant);

  /**
   * Whether SERVICE messages of a tenant about a person or unit wait because it may be unknown that
   * they do not concern their recipient.
   *
   * @param tenant as above
   */
  boolean mayMissPersons(long tenant);

  /** Whether any message waits because an opt-out may be unknown. */
  boolean mayMissAny();

  /** Whether no recipient has opted out of anything. */
  boolean isEmpty();
}
