package dev.notifier.console.web;

import java.util.HashMap;
import java.util.Map;

/** Limits how many requests run at the same time, in all and of each session. Thread-safe. */
final class Slots {
  private final int limit;
  private final int limitOfSession;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  Slots(int limit, int limitOfSession) {
    this.limit = limit;
    this.limitOfSession = limitOfSession;
  }

  /** Takes a slot for a request of a session; false if there is none. */
  synchronized boolean take(String session) {
    int ofSession = taken.getOrDefault(session, 0);
    if (all >= limit || ofSession >= limitOfSession) {
      return false;
    }
    taken.put(session, ofSession + 1);
    all++;
    return true;
  }

  /** Gives back a slot that was taken. */
  synchronized void free(String session) {
    taken.computeIfPresent(session, (_, count) -> count == 1 ? null : count - 1);
    all--;
  }
}
