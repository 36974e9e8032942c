package dev.notifier.smsc.behaviour;

/** The kinds of injected faults that /v1/counts reports. */
public enum FaultKind {
  THROTTLED("throttled"),
  WINDOW("windowExceeded"),
  REFUSED("refused"),
  SILENT("silent"),
  NO_RESPONSE("acceptedWithoutResponse"),
  SLOW("slow"),
  ABNORMAL_RESPONSE("abnormalResponses"),
  DROPPED("linksDropped"),
  HALF_OPEN("linksHalfOpen"),
  UNBOUND("linksUnbound"),
  SPLIT("writesSplit"),
  JUNK("junkPdus"),
  ENQUIRE_LINK_IGNORED("enquireLinksIgnored"),
  BIND_REFUSED("bindsRefused"),
  BIND_NO_RESPONSE("bindsWithoutResponse"),
  BIND_RAW("bindResponsesRaw"),
  SESSION_REFUSED("sessionsRefused"),
  EARLY_RECEIPT("receiptsBeforeResponse"),
  EXTRA_RECEIPT("receiptsExtra"),
  UNKNOWN_ID_RECEIPT("receiptsUnknownId"),
  RECEIPT_AFTER_REFUSAL("receiptsAfterRefusal"),
  OTHER_BIND("receiptsOtherBind");

  private final String key;

  FaultKind(String key) {
    this.key = key;
  }

  /** Returns the key in the JSON of /v1/counts. */
  public String key() {
    return key;
  }
}
