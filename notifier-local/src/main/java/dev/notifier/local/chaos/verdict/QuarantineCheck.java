package dev.notifier.local.chaos.verdict;

import dev.notifier.local.chaos.faults.RecordInjector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares the broken records with the quarantine.
 *
 * @param injected how many were written, by topic and kind
 * @param expected how many of them must be in the quarantine
 * @param found how many of these are there
 * @param missing those that are not
 */
public record QuarantineCheck(
    Map<String, Integer> injected, int expected, int found, VerdictItem missing) {
  static final QuarantineCheck NONE = of(List.of(), Set.of());

  /**
   * @param positions the keys of the quarantine
   */
  public static QuarantineCheck of(List<RecordInjector.Written> written, Set<String> positions) {
    var injected = new TreeMap<String, Integer>();
    var missing = new VerdictItem();
    var expected = 0;
    for (var each : written) {
      injected.merge(each.record().label(), 1, Integer::sum);
      if (each.record().quarantined()) {
        expected++;
        if (!positions.contains(each.position())) {
          missing.add(each.record().kind() + " at " + each.position());
        }
      }
    }
    return new QuarantineCheck(
        injected, expected, expected - Math.toIntExact(missing.count()), missing);
  }
}
