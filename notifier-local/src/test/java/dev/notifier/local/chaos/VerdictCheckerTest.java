package dev.notifier.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.chaos.NotificationRows.Row;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictCheckerTest {
  private static final Set<String> TAKEN = Set.of("1", "2", "4");
  private final ChaosEvents events = new ChaosEvents("r", 7);
  private final VerdictChecker findings =
      new VerdictChecker(TAKEN::contains, Map.of("1", 1, "2", 2), events);

  @Test
  void whatIsRightIsNotFound() throws Exception {
    look(0, "4", "DELIVERED", false);
    look(1, "1", "UNCONFIRMED", true);
    look(2, "3", "EXPIRED", false);
    findings.end(3);
    assertThat(counts()).containsOnly(0L);
    assertThat(findings.marked.count()).isEqualTo(1);
    assertThat(findings.takenAfterAll.count()).isZero();
  }

  @Test
  void anEventWithoutANotificationOrUnderWayIsLost() throws Exception {
    look(0, "4", "PLANNED", false);
    findings.end(2);
    assertThat(findings.lost.examples())
        .containsExactly("r-0 is PLANNED ", "r-1 has no notification");
  }

  @Test
  void aRepeatMustBeMarked() throws Exception {
    look(0, "2", "DELIVERED", false);
    assertThat(findings.unmarked.examples())
        .containsExactly("r-0 is DELIVERED, segments repeated: 2");
  }

  @Test
  void deliveredMeansTaken() throws Exception {
    look(0, "3", "DELIVERED", false);
    assertThat(findings.contradicted.count()).isEqualTo(1);
  }

  @Test
  void oneEventHasOneNotification() throws Exception {
    look(0, "4", "DELIVERED", false);
    look(0, "4", "DELIVERED", false);
    assertThat(findings.plannedTwice.count()).isEqualTo(1);
  }

  @Test
  void whatWasToldAsNotSentAndTakenIsShown() throws Exception {
    look(0, "4", "EXPIRED", false);
    assertThat(findings.takenAfterAll.count()).isEqualTo(1);
    assertThat(counts()).containsOnly(0L);
  }

  private void look(int index, String number, String state, boolean marked) throws Exception {
    findings.look(new Row(events.id(index), number, state, "", marked));
  }

  private Long[] counts() {
    return new Long[] {
      findings.lost.count(),
      findings.unmarked.count(),
      findings.contradicted.count(),
      findings.plannedTwice.count()
    };
  }
}
