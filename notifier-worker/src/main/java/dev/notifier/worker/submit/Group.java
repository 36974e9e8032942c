package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord.Naming;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one step names.
 *
 * @param again written before all that waits
 * @param fresh written after it
 */
record Group(List<Open> again, List<Open> fresh) {
  static final Group EMPTY = new Group(List.of(), List.of());

  boolean isEmpty() {
    return again.isEmpty() && fresh.isEmpty();
  }

  List<Naming> namings() {
    return Stream.concat(again.stream(), fresh.stream()).map(Open::naming).toList();
  }
}
