package dev.notifier.contracts.sending;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What becomes of a batch. Each state says which ones may follow. */
public enum BatchState {
  /** The file arrives. */
  RECEIVING,
  /** Its lines are read and checked. */
  PARSING,
  /** Someone has to say how the file is meant. */
  NEEDS_ANSWER,
  /** It can be released. */
  READY,
  /** Another person has to release it. */
  AWAITING_RELEASE,
  /** Its lines are sent. */
  RUNNING,
  /** No more lines are sent until it is resumed. */
  PAUSED,
  /** No line waits to be submitted. */
  SENT,
  /** Every line has ended. */
  DONE,
  /** The file cannot be read. */
  UNREADABLE,
  /** Its lines that were not submitted are never sent. */
  CANCELLED;

  private static final Map<BatchState, Set<BatchState>> TRANSITIONS = transitions();

  private static Map<BatchState, Set<BatchState>> transitions() {
    Map<BatchState, Set<BatchState>> to = new EnumMap<>(BatchState.class);
    to.put(RECEIVING, EnumSet.of(PARSING, CANCELLED));
    to.put(PARSING, EnumSet.of(NEEDS_ANSWER, READY, UNREADABLE, CANCELLED));
    to.put(NEEDS_ANSWER, EnumSet.of(PARSING, CANCELLED));
    to.put(READY, EnumSet.of(PARSING, AWAITING_RELEASE, RUNNING, CANCELLED));
    to.put(AWAITING_RELEASE, EnumSet.of(PARSING, RUNNING, CANCELLED));
    to.put(RUNNING, EnumSet.of(PAUSED, SENT, CANCELLED));
    to.put(PAUSED, EnumSet.of(RUNNING, SENT, CANCELLED));
    to.put(SENT, EnumSet.of(DONE));
    to.put(DONE, EnumSet.noneOf(BatchState.class));
    to.put(UNREADABLE, EnumSet.noneOf(BatchState.class));
    to.put(CANCELLED, EnumSet.noneOf(BatchState.class));
    return Collections.unmodifiableMap(to);
  }

  /** Whether another state may follow this one. */
  public boolean canBecome(BatchState next) {
    return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
  }

  /** From which states this one may follow. */
  public Set<BatchState> before() {
    Set<BatchState> before = EnumSet.noneOf(BatchState.class);
    TRANSITIONS.forEach((state, next) -> {
      if (next.contains(this)) {
        before.add(state);
      }
    });
    return before;
  }

  /** Whether no other state follows. */
  public boolean isEnd() {
    return this == DONE || this == UNREADABLE || this == CANCELLED;
  }
}
