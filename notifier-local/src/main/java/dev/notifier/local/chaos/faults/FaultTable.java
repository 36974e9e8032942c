package dev.notifier.local.chaos.faults;

import static dev.notifier.local.chaos.faults.SimulatorFault.atBind;
import static dev.notifier.local.chaos.faults.SimulatorFault.patch;
import static dev.notifier.local.chaos.faults.SimulatorFault.post;
import static dev.notifier.local.chaos.faults.SimulatorFault.rule;

import java.util.List;

/**
 * All faults, as documents of the simulator's HTTP API, which its README describes, with ' for ".
 * The run skips a fault that the simulator does not support. No fault makes the SMSC accept a
 * message and respond that it did not: then a duplicate would be the SMSC's own fault.
 */
final class FaultTable {
  static final List<SimulatorFault> ALL =
      List.of(
          rule("reject 0x58 throttled", 3, reject("0x58", 0.5)),
          rule("reject 0x14 queue full", 2, reject("0x14", 0.5)),
          rule("reject 0x08 system error", 2, reject("0x08", 0.3)),
          rule("reject 0x45 submit failed", 2, reject("0x45", 0.3)),
          rule("reject 0x58 all", 1, reject("0x58", 1)),
          rule("reject 0x0B bad number", 2, reject("0x0B", 0.02)),
          rule("reject 0x0B some numbers", 1, "{'fault':'refuse','to':'.*77','status':'0x0B'}"),
          rule("silence, not accepted", 2, atRandom("silence", 0.03, "")),
          rule("silence, accepted", 3, atRandom("silence", 0.03, ",'accepted':true")),
          rule("silence to some numbers", 1, "{'fault':'silence','to':'.*55'}"),
          rule("slow responses", 2, slow(0.2, "'fixedMs':200,'tailMs':1000")),
          rule("responses after the timeout", 2, slow(0.02, "'fixedMs':7000")),
          patch("response delay", 2, "{'responseDelay':{'fixedMs':100,'spreadMs':600}}"),
          post("all links dropped", 3, "/v1/sessions/drop"),
          post("unbind requested", 1, "/v1/sessions/unbind"),
          rule("drop at random, accepted", 2, atRandom("drop", 0.003, ",'accepted':true")),
          rule("drop at random, not accepted", 1, atRandom("drop", 0.003, ",'accepted':false")),
          patch("drop after PDUs", 1, "{'link':{'dropAfterPdus':300}}"),
          patch("unbind after PDUs", 1, "{'link':{'unbindAfterPdus':200}}"),
          patch("half-open link", 2, "{'link':{'halfOpenAfterPdus':100,'halfOpenMs':9000}}"),
          rule("half-open at random", 1, atRandom("half-open", 0.003, ",'lastsMs':9000")),
          patch("split PDUs", 2, "{'link':{'splitEvery':3,'splitBytes':7,'splitPauseMs':20}}"),
          patch("unknown PDUs", 1, "{'link':{'junkEvery':40,'junk':'unknown-command'}}"),
          rule("over-long PDU", 1, junk("over-long")),
          rule("too short PDU", 1, junk("too-short")),
          rule("cut deliver_sm", 1, junk("cut-deliver")),
          patch("silent enquire_link", 1, "{'link':{'silentEnquireLink':true}}"),
          rule("response without id", 1, response("empty-id")),
          rule("response without body", 1, response("no-body")),
          rule("response without NUL", 1, response("no-terminator")),
          rule("response with a long id", 1, response("long-id")),
          rule("response with a cut TLV", 1, response("cut-tlv")),
          rule("response twice", 1, response("twice")),
          patch("throttle per second", 2, "{'limits':{'submitsPerSecond':60,'burst':6}}"),
          patch("window of ten", 1, "{'limits':{'window':10},'responseDelay':{'fixedMs':100}}"),
          patch("congestion", 1, "{'limits':{'congestion':'fixed','congestionState':95}}"),
          atBind("binds rejected 0x05", 1, "{'binds':{'status':'0x05','forMs':6000}}"),
          atBind("binds rejected 0x0D", 1, "{'binds':{'status':'0x0D','firstAttempts':4}}"),
          atBind("binds without response", 1, "{'binds':{'silent':true,'forMs':4000}}"),
          atBind("one session at most", 1, "{'binds':{'maxSessions':1}}"),
          rule("receipts never", 2, receipt(0.3, "'state':'NEVER'")),
          rule("receipts negative", 1, receipt(0.2, "'state':'UNDELIV','error':'001'")),
          rule("receipts late", 1, receipt(0.5, "'flow':{'delay':{'fixedMs':30000}}")),
          rule("receipts early", 2, receipt(0.5, "'flow':{'before':true}")),
          rule("receipts double", 2, receipt(0.5, "'flow':{'then':['DELIVRD']}")),
          rule("receipts reordered", 2, receipt(0.5, "'flow':{'then':['ENROUTE'],'gapMs':300}")),
          rule("receipts contradict", 1, receipt(0.2, "'flow':{'then':['UNDELIV']}")),
          rule("receipts on the other bind", 1, receipt(0.5, "'flow':{'otherBind':true}")),
          rule("receipts with unknown ids", 1, receipt(0.3, "'flow':{'unknownId':true}")),
          rule("receipts bare", 1, receipt(0.5, "'format':'text','style':{'layout':'bare'}")),
          patch("receipts as TLV", 1, "{'receipts':{'format':'tlv'}}"),
          patch("receipts delayed", 1, "{'receipts':{'delay':{'fixedMs':8000}}}"),
          patch("ids hex, receipts decimal", 2, "{'ids':'hex-response-decimal-receipt'}"),
          patch("ids decimal, receipts hex", 1, "{'ids':'decimal-response-hex-receipt'}"),
          patch("ids as UUID", 1, "{'ids':'uuid'}"),
          patch("ids above 64 bits", 1, "{'ids':'big-hex-response-decimal-receipt'}"),
          patch("ids padded in receipts", 1, "{'ids':'decimal','idDigits':{'receipt':20}}"));

  private FaultTable() {}

  private static String reject(String status, double probability) {
    return atRandom("refuse", probability, ",'status':'" + status + "'");
  }

  private static String slow(double probability, String delay) {
    return atRandom("slow", probability, ",'delay':{" + delay + "}");
  }

  private static String junk(String form) {
    return atRandom("junk", 0.003, ",'form':'" + form + "'");
  }

  private static String response(String form) {
    return atRandom("response", 0.03, ",'form':'" + form + "'");
  }

  private static String receipt(double probability, String rest) {
    return atRandom("receipt", probability, "," + rest);
  }

  private static String atRandom(String fault, double probability, String rest) {
    return "{'fault':'" + fault + "','to':'.*','chance':" + probability + rest + "}";
  }
}
