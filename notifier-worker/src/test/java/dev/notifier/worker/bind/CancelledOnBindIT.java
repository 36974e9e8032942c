package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.Fault;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.cancellation.TestRules;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.testing.SubmitFixtures;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that are cancelled while they wait on a bind, and others that are sent. */
class CancelledOnBindIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Of the routes of the test bed. */
  private static final int WINDOW = 10;

  private final TestKafka kafka = TestKafka.shared();
  private final SubmitTestBed bed = new SubmitTestBed(kafka);
  private final AtomicReference<CancellationRules> rules =
      new AtomicReference<>(CancellationRules.NONE);
  private final PreSubmitCheck check =
      new PreSubmitCheck(Clock.systemUTC(), rules::get, () -> false);

  @AfterEach
  void closeTestBed() throws Exception {
    bed.close();
  }

  @Test
  void whatWaitsInTheLanesIsCancelledWhileItDrains() throws Exception {
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of("rate", 200));
    List<SubmitRecord> messages = mixed(route, 600);
    bed.send(messages, 0);
    bed.start(check);
    await().atMost(LIMIT).until(() -> smsc.counts().accepted() > 20);

    rules.set(TestRules.ofGroup("wrong"));

    await().atMost(LIMIT).until(() -> ended(route) == 600);
    assertSent(route, messages, smsc);
  }

  /** The owner is killed during the cancellation; the next one cancels nothing twice. */
  @ParameterizedTest
  @EnumSource(CrashPoint.At.class)
  void aNewOwnerContinuesWithTheCancellation(CrashPoint.At where) throws Exception {
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of("rate", 200));
    List<SubmitRecord> messages = mixed(route, 400);
    bed.send(messages, 0);
    AtomicBoolean killed = new AtomicBoolean();
    SubmitStage first =
        bed.start(
            check,
            at -> {
              boolean isCancelling = rules.get().number() > 0;
              if (at == where && isCancelling && killed.compareAndSet(false, true)) {
                throw new Killed();
              }
            });
    await().dontCatchUncaughtExceptions().atMost(LIMIT).until(() -> smsc.counts().accepted() > 20);
    rules.set(TestRules.ofGroup("wrong"));
    await().dontCatchUncaughtExceptions().atMost(LIMIT).untilTrue(killed);
    bed.stop(first);
    assertThat(ended(route)).as("something is left").isLessThan(400);

    bed.start(check);

    await().atMost(LIMIT).until(() -> ended(route) == 400);
    assertSent(route, messages, smsc);
  }

  /** An error, so that nothing is tidied up. */
  private static final class Killed extends Error {
    Killed() {
      super("killed by a test");
    }
  }

  @Test
  void whatWaitsOnAPausedRouteIsCancelledBeforeAnythingIsSent() throws Exception {
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of());
    bed.change(route, 1, 0, true, 0);
    bed.send(mixed(route, 20), 0);
    bed.start(check);

    rules.set(TestRules.ofGroup("wrong"));

    await().atMost(LIMIT).until(() -> drops(route).size() == 1);
    assertThat(smsc.counts().submitted()).isZero();
    bed.change(route, 1, 0, false, 0);
    await().atMost(LIMIT).until(() -> ended(route) == 20);
    assertThat(drops(route)).hasSize(10);
  }

  /** It was rejected and waits for its next attempt; the mover brings it back to the lane. */
  @Test
  void aRetryIsCancelledWhenItIsDue() throws Exception {
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of());
    SubmitRecord wrong = message("wrong", route, "+84912000000");
    SubmitRecord right = message("right", route, "+84912000001");
    smsc.configure(
        Behaviour.OBEDIENT.withFaults(
            new Fault.Refuse("84912000000", 0x45, 0), new Fault.Refuse("84912000001", 0x45, 0)));
    bed.send(List.of(wrong, right), 0);
    bed.start(check);
    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.RETRIED).size() == 2);
    rules.set(TestRules.ofGroup("wrong"));
    smsc.configure(Behaviour.OBEDIENT);
    List<SubmitRecord> due =
        kafka.committed(Topics.retry(Lane.NORMAL, RetryDelay.S5)).stream()
            .map(record -> RecordFormats.SUBMIT.read(record.value()))
            .filter(each -> each.route().equals(route))
            .toList();
    assertThat(due).hasSize(2).allMatch(each -> each.origin() != null);

    bed.send(due, 0);

    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 1);
    await().atMost(LIMIT).until(() -> drops(route).size() == 1);
    assertThat(drops(route).getFirst().segment().notificationId())
        .isEqualTo(wrong.notificationId());
  }

  /** Its bind is down: what is not cancelled goes to the other session. */
  @Test
  void whatFailsOverIsCancelledBefore() throws Exception {
    Smsc smsc = bed.smsc();
    String down = bed.route("-down", 1, Map.of("failover", List.of(bedRoute("-up"))));
    String up = bed.route("-up", smsc, Map.of());
    rules.set(TestRules.ofGroup("wrong"));
    List<SubmitRecord> messages = mixed(down, 20);
    bed.send(messages, 0);
    bed.start(check);

    await().atMost(LIMIT).until(() -> bed.responses(up, Outcome.ACCEPTED).size() == 10);
    assertThat(drops(down)).hasSize(10).allMatch(each -> each.reason() == FailureReason.CANCELLED);
    assertThat(drops(up)).isEmpty();
  }

  private String bedRoute(String suffix) {
    return bed.name() + suffix;
  }

  /** Each message either was sent once or was cancelled, and only wrong ones were cancelled. */
  private void assertSent(String route, List<SubmitRecord> messages, Smsc smsc) throws Exception {
    List<UUID> wrong =
        messages.stream()
            .filter(each -> each.texts().getFirst().startsWith("wrong"))
            .map(SubmitRecord::notificationId)
            .toList();
    List<UUID> dropped =
        drops(route).stream().map(each -> each.segment().notificationId()).toList();
    List<UUID> accepted =
        bed.responses(route, Outcome.ACCEPTED).stream()
            .map(each -> each.segment().notificationId())
            .toList();
    assertThat(wrong).containsAll(dropped);
    assertThat(dropped).hasSizeGreaterThan(wrong.size() / 2).doesNotHaveDuplicates();
    assertThat(accepted).doesNotHaveDuplicates().doesNotContainAnyElementsOf(dropped);
    List<UUID> all = new ArrayList<>(dropped);
    all.addAll(accepted);
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            messages.stream().map(SubmitRecord::notificationId).toList());
    assertThat(smsc.counts().distinct()).as("what reached the carrier").isEqualTo(accepted.size());
    assertThat(smsc.counts().repeated()).as("unconfirmed ones").isLessThanOrEqualTo(2 * WINDOW);
  }

  private int ended(String route) throws Exception {
    return drops(route).size() + bed.responses(route, Outcome.ACCEPTED).size();
  }

  private List<Drop> drops(String route) throws Exception {
    return bed.journal(route).stream().flatMap(each -> each.drops().stream()).toList();
  }

  /** Every second message is of the wrong group. */
  private static List<SubmitRecord> mixed(String route, int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> message(i % 2 == 0 ? "wrong" : "right", route, "+8491%07d".formatted(i)))
        .toList();
  }

  private static SubmitRecord message(String group, String route, String phone) {
    return SubmitFixtures.ofGroup(
        group, route, Lane.NORMAL, Category.SERVICE, phone, List.of(group + " " + phone));
  }
}
