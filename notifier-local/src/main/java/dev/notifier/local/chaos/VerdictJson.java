package dev.notifier.local.chaos;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a verdict as JSON, for programs. */
final class VerdictJson {
  private VerdictJson() {}

  static String of(Verdict verdict) {
    var json = JsonMapper.shared().createObjectNode();
    json.put("kept", verdict.isKept())
        .put("minutes", verdict.options().minutes())
        .put("seed", verdict.options().seed())
        .put("rate", verdict.options().rate())
        .put("seconds", verdict.seconds())
        .put("accepted", verdict.posted().events())
        .put("postedTwice", verdict.posted().twice())
        .put("retried", verdict.posted().retried())
        .put("rejected", verdict.posted().rejected());
    verdict.states().sorted().forEach(json.putObject("states")::put);
    json.put("unconfirmed", verdict.states().in("UNCONFIRMED"))
        .put("withoutReceipt", verdict.withoutReceipt())
        .put("segmentsAccepted", verdict.segments().accepted())
        .put("segmentsRepeated", verdict.segments().repeated());
    checks(verdict.checks(), json.putObject("checks"));
    verdict.faults().injected().forEach(json.putObject("faults")::put);
    verdict.faults().unsupported().forEach(json.putArray("unsupportedFaults")::add);
    var kills = json.putArray("kills");
    for (var kill : verdict.kills()) {
      kills
          .addObject()
          .put("worker", kill.worker() + 1)
          .put("sessions", kill.sessions())
          .put("boundAfterSeconds", kill.boundAfter());
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static void checks(VerdictChecker checks, ObjectNode json) {
    item("lost", checks.lost, json);
    item("sentTwiceUnmarked", checks.repeatedUnmarked, json);
    item("sentTwiceMarked", checks.repeatedMarked, json);
    item("deliveredNeverAccepted", checks.deliveredNeverAccepted, json);
    item("plannedTwice", checks.plannedTwice, json);
    item("acceptedReportedNotSent", checks.acceptedReportedNotSent, json);
  }

  private static void item(String name, VerdictItem item, ObjectNode json) {
    var one = json.putObject(name).put("count", item.count());
    item.examples().forEach(one.putArray("examples")::add);
  }
}
