package dev.notifier.console.reports;

import java.util.List;

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
  String outcome() {
    return String.join(", ", outcomes);
  }

  boolean isCounted() {
    return countedFrom.compareTo(countedTo) < 0;
  }
}
