package dev.notifier.local.chaos;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.chaos.faults.BrokenRecord;
import dev.notifier.local.chaos.faults.Disturbances;
import dev.notifier.local.chaos.faults.InjectedFaults;
import dev.notifier.local.chaos.faults.PermanentRules;
import dev.notifier.local.chaos.faults.RecordInjector;
import dev.notifier.local.chaos.faults.RowLocks;
import dev.notifier.local.chaos.faults.SingleItemFaults;
import dev.notifier.local.chaos.posting.ApiRequests;
import dev.notifier.local.chaos.posting.ChaosOptions;
import dev.notifier.local.chaos.posting.MarkedNumber;
import dev.notifier.local.chaos.verdict.QuarantineCheck;
import dev.notifier.local.chaos.verdict.QuarantineReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** All faults of single items during a run; none if they are switched off. */
final class SingleItemRun implements AutoCloseable {
  private final KafkaClients kafka;
  private final boolean on;
  private final ApiRequests api;
  private final RecordInjector records;
  private final SingleItemFaults faults;

  /**
   * @param source of the events of the run
   */
  SingleItemRun(
      ChaosSystem system,
      ChaosOptions options,
      SimulatorClient simulator,
      Disturbances disturbances,
      String source) {
    // Another sequence than that of the other faults, which stay the same without these.
    var random = new SplittableRandom(~options.seed());
    this.kafka = system.kafka();
    this.on = options.singleItem();
    this.api = new ApiRequests(system.target());
    this.records =
        new RecordInjector(kafka.producer("broken-records"), BrokenRecord.all(), random.split());
    var means =
        new SingleItemFaults.Means(
            api, simulator, new RowLocks(system.target().database(), source), records);
    this.faults = new SingleItemFaults(means, disturbances, random.split());
  }

  /** The rules of the simulator that apply during the whole run. */
  static PermanentRules rules(ChaosOptions options) {
    return new PermanentRules(options.singleItem() ? MarkedNumber.rules() : "");
  }

  ApiRequests api() {
    return api;
  }

  void writeRecords(long until) throws IOException, InterruptedException {
    if (on) {
      records.run(until);
    }
  }

  void injectFaults(long until) throws InterruptedException {
    if (on) {
      faults.run(until);
    }
  }

  QuarantineCheck quarantine() throws IOException, InterruptedException {
    return on
        ? QuarantineCheck.of(records.written(), QuarantineReader.positions(kafka))
        : QuarantineCheck.of(List.of(), Set.of());
  }

  /** How many of the posted events were for numbers of each kind. */
  Map<String, Integer> marked(int posted) {
    var marked = new TreeMap<String, Integer>();
    if (on) {
      for (var number : MarkedNumber.values()) {
        marked.put(number.label(), number.among(posted));
      }
    }
    return marked;
  }

  InjectedFaults faults() {
    return on ? faults.faults() : new InjectedFaults(Map.of(), Set.of());
  }

  @Override
  public void close() {
    records.close();
    api.close();
  }
}
