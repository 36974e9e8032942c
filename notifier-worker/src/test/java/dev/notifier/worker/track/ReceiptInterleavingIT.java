package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.NotificationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No order of responses and receipts leads to a wrong state. */
class ReceiptInterleavingIT {
  private static final int ROUNDS = 2;
  private static final int MESSAGES = 2_000;

  private final TrackHarness track = new TrackHarness();
  private int messages;

  @AfterEach
  void close() {
    track.close();
  }

  /** How two SMSC nodes write the number of a message in the response and in the receipt. */
  enum Ids {
    HEX("%x", "%x", "viettel"),
    DECIMAL("%d", "%d", "viettel"),
    HEX_RESPONSES("%X", "%d", "viettel"),
    HEX_RECEIPTS("%d", "%x", "viettel"),
    OTHER_CASE("%x", "%X", "viettel"),
    CONFIGURED("%x", "%d", "hex-responses");

    final String response;
    final String receipt;
    final String route;

    Ids(String response, String receipt, String route) {
      this.response = response;
      this.receipt = receipt;
      this.route = route;
    }
  }

  /** The expected end of each notification, and what leads to it. */
  private final class Run {
    private final Map<UUID, NotificationState> expected = new java.util.HashMap<>();
    private final List<Runnable> steps = new ArrayList<>();

    void add(Ids ids, int number, Random random) {
      String phone = "+849" + (10_000_000 + messages++);
      UUID id = track.planned(1, ids.route, T0, phone);
      boolean delivered = random.nextInt(3) > 0;
      expected.put(id, delivered ? NotificationState.DELIVERED : NotificationState.UNDELIVERED);
      JournalRecord response = accepted(ids.route, id, 1, ids.response.formatted(number), T0);
      InboundRecord receipt =
          receipt(
              ids.route,
              ids.receipt.formatted(number),
              delivered ? "DELIVRD" : "UNDELIV",
              T0.plusSeconds(5),
              phone,
              "BHXHVN");
      steps.add(() -> track.read(response));
      steps.add(() -> track.read(receipt));
    }

    private long wrong() {
      Map<UUID, NotificationState> states = track.states(expected.keySet());
      assertThat(states).hasSameSizeAs(expected);
      return states.entrySet().stream()
          .filter(
              each -> each.getValue().isFinal() && each.getValue() != expected.get(each.getKey()))
          .count();
    }
  }

  @ParameterizedTest
  @EnumSource
  void smallIdsOfTwoNodesThatCountFromOne(Ids ids) {
    for (int seed = 1; seed <= ROUNDS; seed++) {
      Random random = new Random(seed);
      Run run = new Run();
      for (int node = 0; node < 2; node++) {
        for (int number = 1; number <= 78; number++) {
          run.add(ids, number, random);
        }
      }
      Collections.shuffle(run.steps, random);
      run.steps.forEach(Runnable::run);
      assertThat(run.wrong()).as("seed %s", seed).isZero();
      track.jdbc.update("delete from sweeps");
      track.sweepUnmatched(T0.plus(Duration.ofMinutes(2)));
      assertThat(track.states(run.expected.keySet())).as("seed %s", seed).isEqualTo(run.expected);
      track.jdbc.update("delete from submissions"); // The counters start again.
      track.forms.exchange();
    }
  }

  @Test
  void thousandsOfMessagesWithALearnedForm() {
    Random random = new Random(1);
    Run first = new Run();
    for (int i = 0; i < 100; i++) {
      first.add(Ids.HEX_RESPONSES, 1_000_000 + i, random);
    }
    first.steps.forEach(Runnable::run);
    track.sweepUnmatched(T0.plus(Duration.ofMinutes(2)));
    track.forms.exchange();
    assertThat(track.forms.conversion(track.accounts.of(TrackHarness.ROUTE)))
        .hasToString("DECIMAL_TO_HEX");
    List<JournalRecord> responses = new ArrayList<>();
    List<InboundRecord> receipts = new ArrayList<>();
    Map<UUID, NotificationState> expected = new java.util.HashMap<>();
    for (int i = 1; i <= MESSAGES; i++) {
      String phone = "+849" + (20_000_000 + i);
      UUID id = track.planned(1, TrackHarness.ROUTE, T0, phone);
      boolean delivered = random.nextBoolean();
      expected.put(id, delivered ? NotificationState.DELIVERED : NotificationState.UNDELIVERED);
      int number = 1 + i / 2; // Two nodes.
      responses.add(
          accepted(
              TrackHarness.ROUTE, id, 1, Integer.toHexString(number).toLowerCase(Locale.ROOT), T0));
      receipts.add(
          receipt(
              TrackHarness.ROUTE,
              Integer.toString(number),
              delivered ? "DELIVRD" : "UNDELIV",
              T0.plusSeconds(5),
              phone,
              "BHXHVN"));
    }
    Collections.shuffle(responses, random);
    Collections.shuffle(receipts, random);
    for (int from = 0; from < MESSAGES; from += 100) {
      JournalRecord[] some = responses.subList(from, from + 100).toArray(JournalRecord[]::new);
      InboundRecord[] others = receipts.subList(from, from + 100).toArray(InboundRecord[]::new);
      if (random.nextBoolean()) {
        track.read(some);
        track.read(others);
      } else {
        track.read(others);
        track.read(some);
      }
    }
    assertThat(track.states(expected.keySet())).isEqualTo(expected);
  }
}
