package dev.notifier.local.chaos.faults;

import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.chaos.faults.Disturbances.Kind;
import dev.notifier.local.chaos.posting.ApiRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Faults of one bind, one route or one row, and a flood of receipts that match nothing. Marked
 * numbers and broken records are the other faults of single items.
 */
public final class SingleItemFaults {
  static final int UNKNOWN_RECEIPTS = 2_000;

  /** Kafka refuses to delete an offset while the group reads the topic, and it always does. */
  static final String NOT_INJECTED = "journal without a committed offset";

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int RESUME_ATTEMPTS = 24;
  private static final Duration MIN_EVERY = Duration.ofSeconds(10);
  private static final Duration MAX_EVERY = Duration.ofSeconds(30);

  private final RandomGenerator random;
  private final Disturbances disturbances;
  private final List<Fault> all;
  private final Map<String, Integer> injected = new TreeMap<>();
  private final Set<String> impossible = new TreeSet<>();

  public SingleItemFaults(Means means, Disturbances disturbances, RandomGenerator random) {
    this.all = table(means);
    this.disturbances = disturbances;
    this.random = random;
  }

  /** With what the faults are made. */
  public record Means(
      ApiRequests api, SimulatorClient simulator, RowLocks rows, RecordInjector records) {}

  /** Makes a fault and returns when it is over; false if that is not possible now. */
  private interface Action {
    boolean run() throws IOException, InterruptedException;
  }

  /**
   * A fault.
   *
   * @param bind whether urgent messages of one bind may have to wait meanwhile
   */
  private record Fault(String name, boolean bind, Action action) {}

  private static List<Fault> table(Means means) {
    return List.of(
        new Fault("route a rebound", true, () -> means.api().route("a", "rebind")),
        new Fault("route b rebound", true, () -> means.api().route("b", "rebind")),
        new Fault("route a paused for 5 s", true, () -> pause(means.api(), "a")),
        new Fault("route b paused for 5 s", true, () -> pause(means.api(), "b")),
        new Fault(
            "one link dropped",
            true,
            () -> means.simulator().send("POST", "/v1/sessions/drop?count=1", "")),
        new Fault("row of a notification locked for 5 s", false, means.rows()::lockNotification),
        new Fault("row of a submission locked for 5 s", false, means.rows()::lockSubmission),
        new Fault(
            UNKNOWN_RECEIPTS + " unknown receipts",
            false,
            () -> {
              means.records().writeUnknownReceipts(UNKNOWN_RECEIPTS);
              return true;
            }));
  }

  private static boolean pause(ApiRequests api, String route)
      throws IOException, InterruptedException {
    var paused = api.route(route, "pause");
    try {
      Thread.sleep(PAUSE);
    } finally {
      resume(api, route);
    }
    return paused;
  }

  private static void resume(ApiRequests api, String route)
      throws IOException, InterruptedException {
    for (var attempt = 1; attempt <= RESUME_ATTEMPTS; attempt++) {
      try {
        if (api.route(route, "resume")) {
          return;
        }
      } catch (IOException e) {
        // The route must not stay paused, so this is repeated.
      }
      Thread.sleep(PAUSE);
    }
    throw new IOException("Route " + route + " stays paused");
  }

  /** Runs until this value of {@link System#nanoTime()}. */
  public void run(long until) throws InterruptedException {
    List<Fault> due = new ArrayList<>();
    while (true) {
      var next = random.nextLong(MIN_EVERY.toMillis(), MAX_EVERY.toMillis());
      if (System.nanoTime() + Duration.ofMillis(next).plus(PAUSE).toNanos() > until) {
        return;
      }
      Thread.sleep(next);
      if (due.isEmpty()) {
        due.addAll(all);
      }
      inject(due.remove(random.nextInt(due.size())));
    }
  }

  private void inject(Fault fault) throws InterruptedException {
    if (fault.bind()) {
      disturbances.begin(Kind.BIND);
    }
    boolean done;
    try {
      done = fault.action().run();
    } catch (IOException e) {
      done = false;
    } finally {
      disturbances.end(Kind.BIND);
    }
    synchronized (this) {
      if (done) {
        injected.merge(fault.name(), 1, Integer::sum);
      } else {
        impossible.add(fault.name());
      }
    }
  }

  /** What was injected; unsupported are the faults that failed at least once. */
  public synchronized InjectedFaults faults() {
    var not = new TreeSet<>(impossible);
    not.add(NOT_INJECTED);
    return new InjectedFaults(new TreeMap<>(injected), not);
  }
}
