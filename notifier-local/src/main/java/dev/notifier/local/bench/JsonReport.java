package dev.notifier.local.bench;

import dev.notifier.local.bench.StoredOutcome.Quantiles;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a result as JSON, for programs. Unknown figures are null. */
final class JsonReport {
  private JsonReport() {}

  static String of(BenchResult result) {
    var json = JsonMapper.shared().createObjectNode();
    setup(result, json.putObject("setup"));
    json.put("complete", result.complete());
    messages(result, json.putObject("messages"));
    json.putObject("perSecond")
        .put("accepted", result.acceptedPerSecond())
        .put("submitted", result.submittedPerSecond())
        .put("delivered", result.deliveredPerSecond())
        .put("deliveredMiddle80Percent", result.middlePerSecond());
    json.putObject("seconds")
        .put("accepted", result.posted().nanos() / 1e9)
        .put("submitted", result.outcome().submittedAfter())
        .put("lastReceipt", result.outcome().receiptAfter())
        .put("deliveredAndStored", result.storedAfter());
    quantiles(result.outcome().toSubmit(), json.putObject("secondsAcceptToSubmit"));
    quantiles(result.outcome().toDelivered(), json.putObject("secondsAcceptToDelivered"));
    var states = json.putObject("states");
    result.outcome().states().sorted().forEach(states::put);
    processes(result, json);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static void setup(BenchResult result, ObjectNode json) {
    var setup = result.setup();
    json.put("begun", setup.begun().toString())
        .put("messages", setup.messages())
        .put("batch", setup.batch())
        .put("connections", setup.connections())
        .put("warmUpNotCounted", setup.warmUp())
        .put("smsc", result.smsc())
        .put("cores", setup.cores())
        .put("disk", setup.disk())
        .put("otherProgramsShareOfMachine", result.otherProgramsShare().orElse(null));
  }

  private static void messages(BenchResult result, ObjectNode json) {
    var smsc = result.smscCounts();
    json.put("accepted", result.posted().accepted())
        .put("rejected", result.posted().rejected())
        .put("retried", result.posted().retried())
        .put("delivered", result.delivered())
        .put("lost", result.lost())
        .put("repeated", smsc.map(SimulatorClient.Counts::repeated).orElse(null))
        .put("rejectedBySmsc", smsc.map(SimulatorClient.Counts::rejected).orElse(null))
        .put("possibleDuplicates", result.outcome().possibleDuplicates())
        .put("unconfirmed", result.outcome().states().in("UNCONFIRMED"))
        .put("segments", result.outcome().segments());
  }

  private static void quantiles(Quantiles times, ObjectNode json) {
    json.put("p50", times.p50()).put("p95", times.p95()).put("p99", times.p99());
  }

  private static void processes(BenchResult result, ObjectNode json) {
    if (result.usage().isEmpty()) {
      json.putNull("cpuSecondsPer1000Counted");
      json.putNull("processes");
      return;
    }
    json.put("cpuSecondsPer1000Counted", result.perThousand(result.countedCpu()));
    var processes = json.putObject("processes");
    result
        .usage()
        .get()
        .components()
        .forEach((name, usage) ->
            processes
                .putObject(name)
                .put("counted", CpuMeter.COUNTED.contains(name))
                .put("cpuSeconds", usage.cpu())
                .put("userSeconds", usage.user())
                .put("systemSeconds", usage.system())
                .put("cpuSecondsPer1000", result.perThousand(usage.cpu()))
                .put("peakRssBytes", usage.peakBytes()));
  }
}
