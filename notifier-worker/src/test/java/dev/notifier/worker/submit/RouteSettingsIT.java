package dev.notifier.worker.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.Fault;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators and carriers tell a bind while it works, and where a dead bind's messages go. */
class RouteSettingsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TestKafka KAFKA = TestKafka.fresh();

  private final SubmitLine line = new SubmitLine(KAFKA);

  @AfterAll
  static void stopKafka() {
    KAFKA.close();
  }

  @AfterEach
  void stopLine() throws Exception {
    line.close();
  }

  @Test
  void whatCameTooFastGoesFirstAgainAndNoAttemptIsCounted() throws Exception {
    Centre centre = line.centre();
    centre.configure(Behaviour.OBEDIENT.withFaults(new Fault.Refuse("8491000000[0-4]", 0x58, 2)));
    String route = line.route("", centre, Map.of());
    line.send(route, 0, Lane.NORMAL, 100);
    line.start();

    await().atMost(LIMIT).until(() -> line.answers(route, Outcome.ACCEPTED).size() == 100);
    assertThat(line.answers(route, Outcome.THROTTLED)).hasSize(10);
    assertThat(line.answers(route, Outcome.ACCEPTED)).allMatch(each -> each.attempt() == 1);
    assertThat(line.answers(route, Outcome.RETRIED)).isEmpty();
    assertThat(centre.counts().repeated()).isZero();
    assertThat(line.session(route, 0)).satisfies(told -> assertThat(told.rate()).isPositive());
  }

  @Test
  void aPausedRouteKeepsItsLinkAndWritesNothingUntilItIsResumed() throws Exception {
    Centre centre = line.centre();
    String route = line.route("", centre, Map.of());
    line.start();
    await().atMost(LIMIT).until(() -> line.phase(route, 0) == Phase.BOUND);
    line.change(route, 1, 0, true, 0);
    await().atMost(LIMIT).until(() -> line.phase(route, 0) == Phase.PAUSED);
    line.send(route, 0, Lane.NORMAL, 50);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(LIMIT)
        .until(() -> centre.counts().submitted() == 0);
    assertThat(centre.counts().sessions()).isEqualTo(1);

    line.change(route, 1, 0, false, 0);

    await().atMost(LIMIT).until(() -> line.answers(route, Outcome.ACCEPTED).size() == 50);
  }

  @Test
  void aReboundSessionLosesAndDoubtsNothing() throws Exception {
    Centre centre = line.centre();
    String route = line.route("", centre, Map.of("rate", 200));
    line.send(route, 0, Lane.NORMAL, 400);
    line.start();
    await().atMost(LIMIT).until(() -> centre.counts().accepted() > 50);

    line.change(route, 1, 200, false, 1);

    await().atMost(LIMIT).until(() -> line.answers(route, Outcome.ACCEPTED).size() == 400);
    assertThat(centre.counts().repeated()).isZero();
    assertThat(line.doubts(route)).isZero();
  }

  @Test
  void aSessionThatIsTakenAwayHandsOnWhatStillCame() throws Exception {
    Centre centre = line.centre();
    String route = line.route("", centre, Map.of("sessions", 2));
    line.start();
    await()
        .atMost(LIMIT)
        .until(() -> line.phase(route, 0) == Phase.BOUND && line.phase(route, 1) == Phase.BOUND);

    line.change(route, 1, 0, false, 0);
    await().atMost(LIMIT).until(() -> line.phase(route, 1) == Phase.RETIRED);
    await().atMost(LIMIT).until(() -> centre.counts().sessions() == 1);
    line.send(route, 1, Lane.NORMAL, 60);

    await().atMost(LIMIT).until(() -> line.answers(route, Outcome.ACCEPTED).size() == 60);
    assertThat(line.answers(route, Outcome.ACCEPTED)).hasSize(60);
    assertThat(centre.counts().repeated()).isZero();
  }

  @Test
  void aDeadRoutesMessagesGoToItsFailoverButNotThoseThatWentOutInPart() throws Exception {
    Centre other = line.centre();
    String spare = line.route("-spare", other, Map.of());
    int nobody;
    try (Centre gone = line.centre()) {
      nobody = gone.smppPort();
    }
    String route = line.route("", nobody, Map.of("failover", List.of(spare)));
    SubmitRecord partly =
        SubmitLine.message(route, Lane.URGENT, "+84912345678", List.of("mot", "hai"), List.of(2));
    line.send(List.of(partly), 0);
    line.send(route, 0, Lane.URGENT, 20);
    line.start();

    await().atMost(LIMIT).until(() -> line.answers(spare, Outcome.ACCEPTED).size() == 20);
    assertThat(other.counts().accepted()).isEqualTo(20);
    await()
        .atMost(LIMIT)
        .until(() -> line.journal(route).stream().anyMatch(each -> !each.intents().isEmpty()));
    assertThat(line.answers(route, Outcome.ACCEPTED)).isEmpty();
  }

  @Test
  void anAnswerCanMeanTheOtherRoute() throws Exception {
    Centre first = line.centre();
    Centre second = line.centre();
    first.configure(Behaviour.OBEDIENT.withFaults(new Fault.Refuse("8491000000[0-9]", 0x400, 0)));
    String spare = line.route("-spare", second, Map.of());
    String route =
        line.route(
            "", first, Map.of("failover", List.of(spare), "status-map[0x400]", "other-route"));
    line.start();
    await()
        .atMost(LIMIT)
        .until(() -> line.phase(route, 0) == Phase.BOUND && line.phase(spare, 0) == Phase.BOUND);
    line.send(route, 0, Lane.NORMAL, 30);

    await()
        .atMost(LIMIT)
        .until(() ->
            line.answers(route, Outcome.ACCEPTED).size() == 20
                && line.answers(spare, Outcome.ACCEPTED).size() == 10);
    assertThat(line.answers(spare, Outcome.ACCEPTED)).allMatch(each -> each.attempt() == 2);
  }

  @Test
  void refusedCredentialsStopTheBindUntilItIsReboundByAPerson() throws Exception {
    Centre centre = line.centre();
    centre.configure(Behaviour.OBEDIENT.withAccount("notifier", "right"));
    String route = line.route("", centre, Map.of("password", "wrong"));
    line.start();
    await().atMost(LIMIT).until(() -> line.phase(route, 0) == Phase.REFUSED);
    centre.configure(Behaviour.OBEDIENT.withAccount("notifier", "wrong"));
    await()
        .during(Duration.ofSeconds(3))
        .atMost(LIMIT)
        .until(() -> line.phase(route, 0) == Phase.REFUSED);

    line.change(route, 1, 0, false, 1);

    await().atMost(LIMIT).until(() -> line.phase(route, 0) == Phase.BOUND);
  }

  @Test
  void aCarrierThatFailsIsLeftAloneForAWhileAndNothingIsLost() throws Exception {
    Centre centre = line.centre();
    centre.configure(Behaviour.OBEDIENT.withFaults(new Fault.Refuse(".*", 0x08, 0)));
    String route = line.route("", centre, Map.of());
    line.send(route, 0, Lane.NORMAL, 300);
    line.start();
    await().atMost(LIMIT).until(() -> line.phase(route, 0) == Phase.CIRCUIT_OPEN);
    assertThat(centre.counts().submitted()).isLessThan(150);

    centre.configure(Behaviour.OBEDIENT);

    await()
        .atMost(LIMIT)
        .until(() ->
            line.answers(route, Outcome.ACCEPTED).size()
                    + line.answers(route, Outcome.RETRIED).size()
                == 300);
    assertThat(line.answers(route, Outcome.ACCEPTED)).isNotEmpty();
  }

  @Test
  void theBindsOfAWorkerThatLeavesGoToTheOtherWithoutADoubt() throws Exception {
    Centre centre = line.centre();
    String route = line.route("", centre, Map.of("sessions", 2, "rate", 400));
    SubmitStage first = line.start();
    line.start();
    await()
        .atMost(LIMIT)
        .until(() -> line.phase(route, 0) == Phase.BOUND && line.phase(route, 1) == Phase.BOUND);
    line.send(route, 0, Lane.NORMAL, 600);
    line.send(route, 1, Lane.NORMAL, 600);
    await().atMost(LIMIT).until(() -> centre.counts().accepted() > 100);

    line.stop(first);

    await().atMost(LIMIT).until(() -> line.answers(route, Outcome.ACCEPTED).size() == 1_200);
    assertThat(centre.counts().repeated()).isZero();
    assertThat(line.doubts(route)).isZero();
  }
}
