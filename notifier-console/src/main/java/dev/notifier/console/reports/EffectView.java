package dev.notifier.console.reports;

import dev.notifier.console.layout.Page;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code GET /v1/reports/effects/{name}}.
 *
 * @param countedFrom the first counted day
 * @param countedTo the first day that is not counted yet
 * @param failing whether counting that day has failed
 */
record EffectView(
    String name,
    String reminder,
    List<String> outcomes,
    int days,
    boolean sameSubject,
    String countedFrom,
    String countedTo,
    boolean failing) {

  /** {@code GET /v1/reports/effects}; a tenant has few. */
  record All(List<EffectView> effects) {}

  /** The event types that are waited for. */
  String outcome(Page page) {
    return outcomes.stream().map(page::eventType).collect(Collectors.joining(", "));
  }

  /** Whether an outcome counts that comes after so many days. */
  boolean waitsLongerThan(int other) {
    return days > other;
  }

  boolean isCounted() {
    return countedFrom.compareTo(countedTo) < 0;
  }
}
