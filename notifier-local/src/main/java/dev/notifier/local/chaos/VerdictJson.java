package dev.notifier.local.chaos;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The verdict for programs. */
final class VerdictJson {
  private VerdictJson() {}

  static String of(Verdict verdict) {
    var json = JsonMapper.shared().createObjectNode();
    json.put("kept", verdict.isKept());
    json.put("minutes", verdict.options().minutes());
    json.put("seed", verdict.options().seed());
    json.put("rate", verdict.options().rate());
    json.put("seconds", verdict.seconds());
    json.put("accepted", verdict.accepted());
    json.put("postedTwice", verdict.twice());
    json.put("sentAgain", verdict.retried());
    json.put("refused", verdict.refused());
    var states = json.putObject("states");
    verdict.states().forEach(states::put);
    json.put("unconfirmed", verdict.in("UNCONFIRMED"));
    json.put("withoutReceipt", verdict.in("SUBMITTED") + verdict.in("NO_RECEIPT"));
    json.put("segmentsTaken", verdict.taken());
    json.put("segmentsRepeated", verdict.repeated());
    json.put("looksMissed", verdict.missed());
    findings(verdict.findings(), json.putObject("findings"));
    var faults = json.putObject("faults");
    verdict.faults().forEach(faults::put);
    var unknown = json.putArray("unknownFaults");
    verdict.unknownFaults().forEach(unknown::add);
    var kills = json.putArray("kills");
    for (var kill : verdict.kills()) {
      var one = kills.addObject();
      one.put("worker", kill.worker() + 1);
      one.put("sessions", kill.sessions());
      one.put("boundAfterSeconds", kill.boundAfter());
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static void findings(VerdictChecker findings, ObjectNode json) {
    finding("lost", findings.lost, json);
    finding("sentTwiceUnmarked", findings.unmarked, json);
    finding("sentTwiceMarked", findings.marked, json);
    finding("deliveredNeverTaken", findings.contradicted, json);
    finding("plannedTwice", findings.plannedTwice, json);
    finding("takenThoughToldNotSent", findings.takenAfterAll, json);
  }

  private static void finding(String name, VerdictItem finding, ObjectNode json) {
    var one = json.putObject(name);
    one.put("count", finding.count());
    var examples = one.putArray("examples");
    finding.examples().forEach(examples::add);
  }
}
