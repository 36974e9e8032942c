package dev.notifier.store.jobs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The state of a job. */
public enum JobState {
  /** Not begun; or it is repeated later: after a failure, or because it is periodic. */
  WAITING,
  /** At least one step is done, or a worker does one. */
  RUNNING,
  /** Everything is done. */
  DONE,
  /** It cannot be done, or its step has failed too often. */
  FAILED,
  /** An operator has cancelled it. */
  CANCELLED;

  /** The name in the table and for callers, such as {@code waiting}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether there is something left to do. */
  public boolean isOpen() {
    return this == WAITING || this == RUNNING;
  }

  /** The state with an id; empty if there is none. */
  public static Optional<JobState> of(String id) {
    return Arrays.stream(values()).filter(state -> state.id().equals(id)).findFirst();
  }
}
