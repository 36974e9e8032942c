package dev.notifier.local.chaos;

import dev.notifier.local.bench.EventPoster;
import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.chaos.faults.Disturbances;
import dev.notifier.local.chaos.faults.Disturbances.Kind;
import dev.notifier.local.chaos.posting.ChaosEvents;
import dev.notifier.local.chaos.posting.PostedHistory;
import dev.notifier.local.chaos.verdict.LookUpSample;
import dev.notifier.local.chaos.verdict.Measurements;
import dev.notifier.local.chaos.verdict.NotificationRows;
import dev.notifier.local.chaos.verdict.ProgressCheck;
import dev.notifier.local.chaos.verdict.RateCheck;
import dev.notifier.local.chaos.verdict.UrgentProbe;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures during a run how long urgent messages take, whether each lane makes progress, and the
 * rate of the submissions. {@link #sample} and {@link #finish} are called by one thread.
 */
final class GuaranteeMeter {
  private final InstantSource clock;
  private final Disturbances disturbances;
  private final ChaosEvents events;
  private final PostedHistory history = new PostedHistory();
  private final ProgressCheck progress = new ProgressCheck();
  private final RateCheck rates;
  private final UrgentProbe probe;

  /**
   * @param submitsPerSecond that the routes allow together
   */
  GuaranteeMeter(
      EventPoster poster,
      ChaosEvents events,
      Disturbances disturbances,
      int submitsPerSecond,
      InstantSource clock) {
    this.clock = clock;
    this.events = events;
    this.disturbances = disturbances;
    this.rates = new RateCheck(submitsPerSecond);
    this.probe = new UrgentProbe(poster, history, clock);
  }

  UrgentProbe probe() {
    return probe;
  }

  /** Is called when the api has accepted the events of these indexes. */
  void accepted(int from, int to) {
    history.add(clock.instant(), IntStream.range(from, to).mapToObj(events::lane).toList());
  }

  /** Is called every few seconds, at least once a minute. */
  void sample(NotificationRows rows, SimulatorClient simulator)
      throws IOException, InterruptedException, SQLException {
    rates.add(simulator.get("/v1/rates?minutes=1"));
    var now = clock.instant();
    var calm = disturbances.isCalm(now, Kind.CARRIER, Kind.WORKER);
    var until = now.minus(ProgressCheck.OVERDUE_AFTER);
    progress.add(
        now, calm, history.until(until), rows.lanes(until, disturbances.lastEnd(Kind.CARRIER)));
  }

  /**
   * Evaluates the run.
   *
   * @param posted the number of events besides the urgent ones
   * @param seconds for which they were posted
   */
  Measurements finish(NotificationRows rows, SingleItemRun singleItems, int posted, double seconds)
      throws IOException, InterruptedException, SQLException {
    var lookUps = new LookUpSample(id -> singleItems.api().lookUp(events.source(), id));
    var random = new SplittableRandom(posted);
    for (var i = 0; i < LookUpSample.SIZE && posted > 0; i++) {
      lookUps.check(events.id(random.nextInt(posted)));
    }
    return new Measurements(
        singleItems.marked(posted),
        singleItems.faults(),
        singleItems.quarantine(),
        UrgentProbe.evaluate(
            probe.posted(),
            rows.urgentTimes(),
            disturbances,
            clock.instant(),
            rows.othersSubmitted() / Math.max(1, seconds)),
        rates.result(),
        progress.result(),
        lookUps.result());
  }
}
