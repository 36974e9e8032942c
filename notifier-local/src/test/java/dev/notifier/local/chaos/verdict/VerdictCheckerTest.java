package dev.notifier.local.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.chaos.posting.ChaosEvents;
import dev.notifier.local.chaos.verdict.NotificationRows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictCheckerTest {
  private static final Set<String> ACCEPTED = Set.of("1", "2", "4");
  private final ChaosEvents events = new ChaosEvents("r", 7, true);
  private final VerdictChecker checker =
      new VerdictChecker(ACCEPTED::contains, Map.of("1", 1, "2", 2), events);

  @ParameterizedTest
  @CsvSource({
    // number, state, marked: what is found
    "4, DELIVERED,   false, ",
    "1, UNCONFIRMED, true,  'sent twice, marked: r-0 is UNCONFIRMED, repeated segments: 1'",
    "3, EXPIRED,     false, ",
    "4, PLANNED,     false, 'lost: r-0 is PLANNED '",
    "2, DELIVERED,   false, 'sent twice, not marked: r-0 is DELIVERED, repeated segments: 2'",
    "3, DELIVERED,   false, 'never accepted: r-0 is DELIVERED'",
    "4, EXPIRED,     false, 'accepted, reported as not sent: r-0 is EXPIRED '",
    "4, REJECTED,    false, 'accepted, reported as not sent: r-0 is REJECTED '"
  })
  void aNotificationIsComparedWithTheSimulator(
      String number, String state, boolean marked, @Nullable String expected) throws Exception {
    check(0, number, state, marked);
    checker.finish(1, 0);
    assertThat(found()).isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void anEventWithoutANotificationIsLost() throws Exception {
    check(0, "4", "DELIVERED", false);
    checker.finish(2, 0);
    assertThat(found()).containsExactly("lost: r-1 has no notification");
  }

  @Test
  void anUrgentEventWithoutANotificationIsLost() throws Exception {
    check(0, "4", "DELIVERED", false);
    check(ChaosEvents.FIRST_PROBE, "4", "DELIVERED", false);
    checker.finish(1, 2);
    assertThat(found()).containsExactly("lost: r-100000001 has no notification");
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED,     '', 1",
    "REJECTED,    '', 1",
    "UNDELIVERED, '', 1",
    "SKIPPED,     '', 1",
    "SKIPPED,     OPTED_OUT, 0",
    "DELIVERED,   '', 0",
    "UNCONFIRMED, '', 0"
  })
  void endsThatNeedAReasonAreUnexplainedWithoutOne(String state, String reason, int unexplained)
      throws Exception {
    checker.check(new Row(events.id(0), "4", state, reason, false));
    assertThat(checker.unexplained.count()).isEqualTo(unexplained);
  }

  @Test
  void countersThatDifferFromAFullCountAreListed() {
    checker.addCounterDifferences(List.of("h: the counters lack 1 notifications"));
    assertThat(checker.counters.examples()).containsExactly("h: the counters lack 1 notifications");
    assertThat(checker.counters.count()).isEqualTo(1);
  }

  @Test
  void anEventHasOneNotification() throws Exception {
    check(0, "4", "DELIVERED", false);
    check(0, "4", "DELIVERED", false);
    checker.finish(1, 0);
    assertThat(found()).containsExactly("planned twice: r-0");
  }

  private void check(int index, String number, String state, boolean marked) throws Exception {
    checker.check(new Row(events.id(index), number, state, "", marked));
  }

  private List<String> found() {
    List<String> found = new ArrayList<>();
    add("lost", checker.lost, found);
    add("sent twice, not marked", checker.repeatedUnmarked, found);
    add("sent twice, marked", checker.repeatedMarked, found);
    add("never accepted", checker.deliveredNeverAccepted, found);
    add("planned twice", checker.plannedTwice, found);
    add("accepted, reported as not sent", checker.acceptedReportedNotSent, found);
    return found;
  }

  private static void add(String label, VerdictItem item, List<String> found) {
    assertThat(item.count()).isEqualTo(item.examples().size());
    item.examples().forEach(example -> found.add(label + ": " + example));
  }
}
