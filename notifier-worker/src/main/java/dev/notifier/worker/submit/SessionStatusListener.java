package dev.notifier.worker.submit;

import dev.notifier.contracts.SessionRecord;

/** Hears what this worker's sessions do. Must not wait. */
@FunctionalInterface
public interface SessionStatusListener {
  void tell(SessionRecord session);
}
