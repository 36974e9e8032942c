package dev.notifier.api.exports;

import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many files are sent at the same time: at most four, each of which has a thread and a
 * part of a file in memory, and at most two of a tenant, so that no tenant keeps the others from
 * theirs. Thread-safe.
 */
final class FilePermits {
  private static final int ALL = 4;
  private static final int OF_TENANT = 2;

  private final Map<String, Integer> sending = new HashMap<>();
  private int all;

  /** Returns whether another file may be sent: then {@link #release} has to be called. */
  synchronized boolean isTaken(String tenant) {
    int own = sending.getOrDefault(tenant, 0);
    if (all >= ALL || own >= OF_TENANT) {
      return false;
    }
    sending.put(tenant, own + 1);
    all++;
    return true;
  }

  /** A file of the tenant has ended. */
  synchronized void release(String tenant) {
    all--;
    sending.computeIfPresent(tenant, (_, own) -> own == 1 ? null : own - 1);
  }
}
