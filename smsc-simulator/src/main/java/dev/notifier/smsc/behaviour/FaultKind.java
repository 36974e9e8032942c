package dev.notifier.smsc.behaviour;

/** What was done wrong on purpose, as /v1/counts tells it. */
public enum FaultKind {
  THROTTLED("throttled"),
  WINDOW("windowExceeded"),
  REFUSED("refused"),
  SILENT("silent"),
  UNANSWERED("takenUnanswered"),
  SLOW("slow"),
  ODD_ANSWER("oddAnswers"),
  DROPPED("linksDropped"),
  HALF_OPEN("linksHalfOpen"),
  UNBOUND("linksUnbound"),
  SPLIT("writesSplit"),
  JUNK("junkPdus"),
  ENQUIRE_IGNORED("enquireLinksIgnored"),
  BIND_REFUSED("bindsRefused"),
  BIND_SILENT("bindsSilent"),
  TOO_MANY_SESSIONS("sessionsRefused"),
  EARLY_RECEIPT("receiptsBeforeAnswer"),
  FURTHER_RECEIPT("receiptsFurther"),
  UNKNOWN_RECEIPT("receiptsUnknownId"),
  RECEIPT_AFTER_REFUSAL("receiptsAfterRefusal"),
  OTHER_BIND("receiptsOtherBind");

  private final String key;

  FaultKind(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }
}
