package dev.notifier.api.eventsin;

/** Why the events of a client wait, the worst reason last. */
enum WaitReason {
  /** Too many other events are on their way. */
  OVERLOADED("too many events are on their way", true),
  /** The key has sent as much as it may. */
  LIMIT("the key has reached a limit", false),
  /** No event is accepted: Kafka, PostgreSQL or the event types are unavailable. */
  UNAVAILABLE("a dependency is unavailable; see the other parts of health", true),
  /** Kafka did not confirm an event. */
  NOT_CONFIRMED("Kafka did not confirm all events", true),
  /** Kafka did not confirm a refusal; the events were confirmed. */
  REFUSAL_NOT_CONFIRMED(
      "Kafka did not confirm all refusals; check that their topic can be written", true),
  /** This program or the log of the partition has an error. */
  FAILED("an event cannot be read or processed; see the log", false);

  private final String text;
  private final boolean endsSoon;

  WaitReason(String text, boolean endsSoon) {
    this.text = text;
    this.endsSoon = endsSoon;
  }

  /** The reason in words. */
  String text() {
    return text;
  }

  /** Whether it is worth a new attempt every few seconds. */
  boolean endsSoon() {
    return endsSoon;
  }
}
