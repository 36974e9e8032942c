package dev.notifier.local.chaos.verdict;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a verdict as JSON, for programs. */
public final class VerdictJson {
  private VerdictJson() {}

  public static String of(Verdict verdict) {
    var json = JsonMapper.shared().createObjectNode();
    json.put("kept", verdict.isKept())
        .put("minutes", verdict.options().minutes())
        .put("seed", verdict.options().seed())
        .put("rate", verdict.options().rate())
        .put("singleItemFaults", verdict.options().singleItem())
        .put("carrierWideFaults", verdict.options().carrierWide())
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
    measured(verdict.measured(), json.putObject("singleItem"));
    urgent(verdict.measured().urgent(), json.putObject("urgent"));
    var guarantees = json.putObject("guarantees");
    for (var each : verdict.guarantees()) {
      guarantees
          .putObject(each.id())
          .put("title", each.title())
          .put("result", each.result().name())
          .put("figure", each.figure())
          .put("limit", each.limit());
    }
    progress(verdict.measured().progress(), json.putObject("progress"));
    var rates = verdict.measured().rates();
    json.putObject("submitsPerSecond")
        .put("limit", rates.perSecond())
        .put("max", rates.max())
        .put("seconds", rates.seconds())
        .put("secondsAbove", rates.above());
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

  private static void measured(Measurements measured, ObjectNode json) {
    measured.marked().forEach(json.putObject("numbers")::put);
    measured.singleItem().injected().forEach(json.putObject("faults")::put);
    measured.singleItem().unsupported().forEach(json.putArray("notPossible")::add);
    measured.quarantine().injected().forEach(json.putObject("brokenRecords")::put);
    json.put("quarantineExpected", measured.quarantine().expected())
        .put("quarantineFound", measured.quarantine().found());
    item("notInQuarantine", measured.quarantine().missing(), json);
    json.put("lookUps", measured.lookUps().checked());
    item("lookUpsUnexplained", measured.lookUps().unexplained(), json);
  }

  private static void urgent(UrgentProbe.Result urgent, ObjectNode json) {
    json.put("posted", urgent.posted()).put("found", urgent.found());
    quantiles(urgent.all(), json.putObject("all"));
    quantiles(urgent.calm(), json.putObject("calm"));
    json.put("othersPerSecond", urgent.othersPerSecond());
  }

  private static void quantiles(UrgentProbe.Quantiles quantiles, ObjectNode json) {
    json.put("messages", quantiles.messages())
        .put("p50Seconds", quantiles.p50())
        .put("p99Seconds", quantiles.p99())
        .put("maxSeconds", quantiles.max());
  }

  private static void progress(ProgressCheck.Result progress, ObjectNode json) {
    json.put("samples", progress.samples());
    var longest = json.putObject("longestWithoutProgressSeconds");
    progress.longestSeconds().forEach((lane, seconds) -> longest.put(lane.id(), seconds));
    var most = json.putObject("mostOverdue");
    progress.mostOverdue().forEach((lane, count) -> most.put(lane.id(), count));
  }

  private static void checks(VerdictChecker checks, ObjectNode json) {
    item("lost", checks.lost, json);
    item("sentTwiceUnmarked", checks.repeatedUnmarked, json);
    item("sentTwiceMarked", checks.repeatedMarked, json);
    item("deliveredNeverAccepted", checks.deliveredNeverAccepted, json);
    item("unexplained", checks.unexplained, json);
    item("plannedTwice", checks.plannedTwice, json);
    item("countersWrong", checks.counters, json);
    item("acceptedReportedNotSent", checks.acceptedReportedNotSent, json);
  }

  private static void item(String name, VerdictItem item, ObjectNode json) {
    var one = json.putObject(name).put("count", item.count());
    item.examples().forEach(one.putArray("examples")::add);
  }
}
