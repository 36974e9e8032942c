package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.Fault;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.testing.SubmitFixtures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of a route, rejections and failures while a bind works, and failover. */
class RouteChangesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TestKafka KAFKA = TestKafka.shared();

  private final SubmitTestBed bed = new SubmitTestBed(KAFKA);

  @AfterEach
  void closeTestBed() throws Exception {
    bed.close();
  }

  /** The first two are retries: the carrier may throttle only these numbers. */
  @Test
  void aSegmentOfAThrottledSessionIsSentAgainWithoutCountingAnAttempt() throws Exception {
    Smsc smsc = bed.smsc();
    smsc.configure(Behaviour.OBEDIENT.withFaults(new Fault.Refuse("8491.*", 0x58, 2)));
    String route = bed.route("", smsc, Map.of());
    bed.send(route, 0, Lane.NORMAL, 10);
    bed.start();

    await()
        .atMost(LIMIT)
        .until(() ->
            bed.responses(route, Outcome.ACCEPTED).size()
                    + bed.responses(route, Outcome.RETRIED).size()
                == 10);
    assertThat(bed.responses(route, Outcome.THROTTLED)).hasSizeGreaterThan(8);
    assertThat(bed.responses(route, Outcome.RETRIED)).hasSizeBetween(2, 4);
    assertThat(bed.responses(route, Outcome.ACCEPTED)).allMatch(each -> each.attempt() == 1);
    assertThat(smsc.counts().repeated()).isZero();
  }

  @Test
  void aPausedRouteStaysBoundAndKeepsItsMessagesUntilItIsResumed() throws Exception {
    Smsc smsc = bed.smsc();
    Smsc other = bed.smsc();
    String spare = bed.route("-spare", other, Map.of());
    // Failover is for a route that is down.
    String route = bed.route("", smsc, Map.of("failover", List.of(spare)));
    bed.start();
    await().atMost(LIMIT).until(() -> bed.phase(route, 0) == Phase.BOUND);
    await().atMost(LIMIT).until(() -> bed.phase(spare, 0) == Phase.BOUND);
    bed.change(route, 1, 0, true, 0);
    await().atMost(LIMIT).until(() -> bed.phase(route, 0) == Phase.PAUSED);
    bed.send(route, 0, Lane.NORMAL, 50);
    bed.send(route, 0, Lane.URGENT, 1);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(LIMIT)
        .until(() -> smsc.counts().submitted() + other.counts().submitted() == 0);
    assertThat(smsc.counts().sessions()).isEqualTo(1);

    bed.change(route, 1, 0, false, 0);

    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 51);
  }

  @Test
  void aRebindLosesNothingAndLeavesNothingUnconfirmed() throws Exception {
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of("rate", 200));
    bed.send(route, 0, Lane.NORMAL, 400);
    bed.start();
    await().atMost(LIMIT).until(() -> smsc.counts().accepted() > 50);

    bed.change(route, 1, 200, false, 1);

    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 400);
    assertThat(smsc.counts().repeated()).isZero();
    assertThat(bed.unconfirmed(route)).isZero();
  }

  @Test
  void theMessagesOfARetiredSessionFailOver() throws Exception {
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of("sessions", 2));
    bed.start();
    await()
        .atMost(LIMIT)
        .until(() -> bed.phase(route, 0) == Phase.BOUND && bed.phase(route, 1) == Phase.BOUND);

    bed.change(route, 1, 0, false, 0);
    await().atMost(LIMIT).until(() -> bed.phase(route, 1) == Phase.RETIRED);
    await().atMost(LIMIT).until(() -> smsc.counts().sessions() == 1);
    bed.send(route, 1, Lane.NORMAL, 60);

    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 60);
    assertThat(bed.responses(route, Outcome.ACCEPTED)).hasSize(60);
    assertThat(smsc.counts().repeated()).isZero();
  }

  @Test
  void messagesFailOverToTheOtherRouteUnlessTheCarrierMayHaveSomeOfTheirSegments()
      throws Exception {
    Smsc spareSmsc = bed.smsc();
    String spare = bed.route("-spare", spareSmsc, Map.of());
    int closedPort;
    try (Smsc closed = bed.smsc()) {
      closedPort = closed.smppPort();
    }
    String route = bed.route("", closedPort, Map.of("failover", List.of(spare)));
    SubmitRecord partlySent =
        SubmitFixtures.message(
            route, Lane.URGENT, "+84912345678", List.of("mot", "hai"), List.of(2));
    bed.send(List.of(partlySent), 0);
    bed.send(route, 0, Lane.URGENT, 20);
    bed.start();

    await().atMost(LIMIT).until(() -> bed.responses(spare, Outcome.ACCEPTED).size() == 20);
    assertThat(spareSmsc.counts().accepted()).isEqualTo(20);
    assertThat(transfers(route)).hasSize(20).allMatch(each -> each.route().equals(spare));
    await()
        .atMost(LIMIT)
        .until(() -> bed.journal(route).stream().anyMatch(each -> !each.intents().isEmpty()));
    assertThat(bed.responses(route, Outcome.ACCEPTED)).isEmpty();
  }

  @Test
  void aRejectionWithTheActionOtherRouteSendsTheMessageThroughTheFailoverRoute() throws Exception {
    Smsc first = bed.smsc();
    Smsc second = bed.smsc();
    first.configure(Behaviour.OBEDIENT.withFaults(new Fault.Refuse("8491000000[0-9]", 0x400, 0)));
    String spare = bed.route("-spare", second, Map.of());
    String route =
        bed.route(
            "", first, Map.of("failover", List.of(spare), "status-map[0x400]", "other-route"));
    bed.start();
    await()
        .atMost(LIMIT)
        .until(() -> bed.phase(route, 0) == Phase.BOUND && bed.phase(spare, 0) == Phase.BOUND);
    bed.send(route, 0, Lane.NORMAL, 30);

    await()
        .atMost(LIMIT)
        .until(() ->
            bed.responses(route, Outcome.ACCEPTED).size() == 20
                && bed.responses(spare, Outcome.ACCEPTED).size() == 10);
    assertThat(bed.responses(spare, Outcome.ACCEPTED)).allMatch(each -> each.attempt() == 2);
    assertThat(transfers(route))
        .extracting(each -> each.route() + " " + each.retryAtMs() + " " + each.reason())
        .hasSize(10)
        .containsOnly(spare + " null CARRIER_UNKNOWN_ERROR");
  }

  private List<Transfer> transfers(String route) throws Exception {
    return bed.journal(route).stream().flatMap(each -> each.transfers().stream()).toList();
  }

  @Test
  void aBindWithRejectedCredentialsIsNotTriedAgainUntilARebind() throws Exception {
    Smsc smsc = bed.smsc();
    smsc.configure(Behaviour.OBEDIENT.withAccount("notifier", "right"));
    String route = bed.route("", smsc, Map.of("password", "wrong"));
    bed.start();
    await().atMost(LIMIT).until(() -> bed.phase(route, 0) == Phase.REFUSED);
    smsc.configure(Behaviour.OBEDIENT.withAccount("notifier", "wrong"));
    await()
        .during(Duration.ofSeconds(3))
        .atMost(LIMIT)
        .until(() -> bed.phase(route, 0) == Phase.REFUSED);

    bed.change(route, 1, 0, false, 1);

    await().atMost(LIMIT).until(() -> bed.phase(route, 0) == Phase.BOUND);
  }

  @Test
  void theCircuitBreakerOpensWhenTheCarrierFailsAndNothingIsLost() throws Exception {
    Smsc smsc = bed.smsc();
    smsc.configure(Behaviour.OBEDIENT.withFaults(new Fault.Refuse(".*", 0x08, 0)));
    String route = bed.route("", smsc, Map.of());
    bed.send(route, 0, Lane.NORMAL, 300);
    bed.start();
    await().atMost(LIMIT).until(() -> bed.phase(route, 0) == Phase.CIRCUIT_OPEN);
    assertThat(smsc.counts().submitted()).isLessThan(150);

    smsc.configure(Behaviour.OBEDIENT);

    await()
        .atMost(LIMIT)
        .until(() ->
            bed.responses(route, Outcome.ACCEPTED).size()
                    + bed.responses(route, Outcome.RETRIED).size()
                == 300);
    assertThat(bed.responses(route, Outcome.ACCEPTED)).isNotEmpty();
  }

  @Test
  void theBindsOfAStoppedWorkerMoveToTheOtherWithoutAnythingUnconfirmed() throws Exception {
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of("sessions", 2, "rate", 400));
    SubmitStage first = bed.start();
    bed.start();
    await()
        .atMost(LIMIT)
        .until(() -> bed.phase(route, 0) == Phase.BOUND && bed.phase(route, 1) == Phase.BOUND);
    bed.send(route, 0, Lane.NORMAL, 600);
    bed.send(route, 1, Lane.NORMAL, 600);
    await().atMost(LIMIT).until(() -> smsc.counts().accepted() > 100);

    bed.stop(first);

    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 1_200);
    assertThat(smsc.counts().repeated()).isZero();
    assertThat(bed.unconfirmed(route)).isZero();
  }
}
