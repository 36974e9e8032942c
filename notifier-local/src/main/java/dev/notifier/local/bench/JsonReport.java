package dev.notifier.local.bench;

import dev.notifier.local.bench.StoredOutcome.Quantiles;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The figures for programs. What is not known is null. */
final class JsonReport {
  /** The parts whose work is the product's. */
  static final List<String> COUNTED = List.of("api", "worker", "kafka", "postgres");

  /** The message centre and this program. */
  static final List<String> NOT_COUNTED = List.of("smsc", CpuMeter.DRIVER);

  private JsonReport() {}

  static String json(BenchResult figures) {
    var json = JsonMapper.shared().createObjectNode();
    setting(figures, json.putObject("setting"));
    json.put("complete", figures.complete());
    counts(figures, json.putObject("messages"));
    rates(figures, json.putObject("perSecond"));
    var seconds = json.putObject("seconds");
    seconds.put("accepted", figures.posted().nanos() / 1e9);
    seconds.put("submitted", figures.outcome().submittedAfter());
    seconds.put("lastReceipt", figures.outcome().receiptAfter());
    seconds.put("deliveredAndStored", figures.storedAfter());
    quantiles(figures.outcome().toSubmit(), json.putObject("secondsAcceptToSubmit"));
    quantiles(figures.outcome().toDelivered(), json.putObject("secondsAcceptToDelivered"));
    var states = json.putObject("states");
    new TreeMap<>(figures.outcome().states()).forEach(states::put);
    processes(figures, json);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static void setting(BenchResult figures, ObjectNode json) {
    var setting = figures.setting();
    json.put("begun", setting.begun().toString());
    json.put("messages", setting.messages());
    json.put("batch", setting.batch());
    json.put("connections", setting.connections());
    json.put("warmUpNotCounted", setting.warmUp());
    json.put("messageCentre", figures.messageCentre());
    json.put("cores", setting.cores());
    json.put("disk", setting.disk());
    json.put("otherProgramsShareOfMachine", figures.othersShare().orElse(null));
  }

  private static void counts(BenchResult figures, ObjectNode json) {
    json.put("accepted", figures.posted().accepted());
    json.put("refused", figures.posted().refused());
    json.put("sentAgain", figures.posted().retried());
    json.put("delivered", figures.delivered());
    json.put("lost", figures.lost());
    json.put("repeated", figures.centre().map(SimulatorClient.Counts::repeated).orElse(null));
    json.put("refusedByCentre", figures.centre().map(SimulatorClient.Counts::refused).orElse(null));
    json.put("possibleDuplicates", figures.outcome().possibleDuplicates());
    json.put("unconfirmed", figures.outcome().in("UNCONFIRMED"));
    json.put("segments", figures.outcome().segments());
  }

  private static void rates(BenchResult figures, ObjectNode json) {
    json.put("accepted", figures.acceptedPerSecond());
    json.put("submitted", figures.submittedPerSecond());
    json.put("delivered", figures.deliveredPerSecond());
    json.put("deliveredMiddle80Percent", figures.middlePerSecond());
  }

  private static void quantiles(Quantiles times, ObjectNode json) {
    json.put("p50", times.p50());
    json.put("p95", times.p95());
    json.put("p99", times.p99());
  }

  private static void processes(BenchResult figures, ObjectNode json) {
    var look = figures.cpu();
    if (look.isEmpty()) {
      json.putNull("cpuSecondsPer1000Counted");
      json.putNull("processes");
      return;
    }
    json.put("cpuSecondsPer1000Counted", figures.perThousand(figures.counted()));
    var processes = json.putObject("processes");
    look.get()
        .parts()
        .forEach((name, usage) -> {
          var one = processes.putObject(name);
          one.put("counted", COUNTED.contains(name));
          one.put("cpuSeconds", usage.cpu());
          one.put("userSeconds", usage.user());
          one.put("systemSeconds", usage.system());
          one.put("cpuSecondsPer1000", figures.perThousand(usage.cpu()));
          one.put("peakRssOctets", usage.peakOctets());
        });
  }
}
