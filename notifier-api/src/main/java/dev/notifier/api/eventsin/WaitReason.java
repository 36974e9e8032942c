package dev.notifier.api.eventsin;

/** Why the events of a client wait. */
enum WaitReason {
  /** No event is accepted: Kafka, PostgreSQL or the event types are unavailable. */
  UNAVAILABLE("a dependency is unavailable; see the other parts of health"),
  /** Kafka did not confirm an event or a refusal. */
  NOT_CONFIRMED("Kafka did not confirm all events"),
  /** The key has sent as much as it may. */
  LIMIT("the key has reached a limit"),
  /** Too many other events are on their way. */
  OVERLOADED("too many events are on their way");

  private final String text;

  WaitReason(String text) {
    this.text = text;
  }

  /** The reason in words. */
  String text() {
    return text;
  }
}
