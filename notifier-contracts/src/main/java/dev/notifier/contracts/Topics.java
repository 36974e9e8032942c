package dev.notifier.contracts;

/** The names of all Kafka topics and consumer groups, and how many partitions each is made with. */
public final class Topics {
  /** Journal and ownership of binds: partition = bind slot. */
  public static final String BINDS = "notifier.binds";

  /** Delivery receipts as the carriers sent them. */
  public static final String RECEIPTS = "notifier.receipts";

  /** Messages that people sent. */
  public static final String REPLIES = "notifier.replies";

  /** State changes, published after the store has them. */
  public static final String STATUSES = "notifier.statuses";

  /** Routes as they are in force; compacted, the key is the route's name. */
  public static final String ROUTES = "notifier.routes";

  /** What each session does; compacted, the key is route and session. */
  public static final String SESSIONS = "notifier.sessions";

  /** Kinds of events as they are in force; compacted, the key is the type's name. */
  public static final String EVENT_TYPES = "notifier.event-types";

  /** Versions of templates and which is in force; compacted. */
  public static final String TEMPLATES = "notifier.templates";

  /** Bind slots; a slot is one session of one route. Never changed after creation. */
  public static final int BIND_SLOTS = 64;

  /** Partitions of an events topic: how many workers can plan one lane side by side. */
  public static final int EVENT_PARTITIONS = 8;

  /** Partitions of a retry topic; its records are few. */
  public static final int RETRY_PARTITIONS = 2;

  /** Partitions of receipts, replies and statuses. */
  public static final int TRACK_PARTITIONS = 8;

  public static final String GROUP_OWNERS = "notifier-submit";
  public static final String GROUP_MOVER = "notifier-retry-mover";
  public static final String GROUP_TRACK_ANSWERS = "notifier-track-answers";
  public static final String GROUP_TRACK_RECEIPTS = "notifier-track-receipts";
  public static final String GROUP_TRACK_REPLIES = "notifier-track-replies";

  private Topics() {}

  /** Accepted events of a lane; the key is the keyed hash of the recipient's number. */
  public static String events(Lane lane) {
    return "notifier.events." + lane.id();
  }

  /** Messages ready to be submitted; the partition is the number of the route's session. */
  public static String submit(String route, Lane lane) {
    return "notifier.submit." + route + "." + lane.id();
  }

  /** Messages that wait for their next attempt. */
  public static String retry(Lane lane, RetryDelay delay) {
    return "notifier.retry." + lane.id() + "." + delay.id();
  }

  /** The group that plans a lane. */
  public static String planGroup(Lane lane) {
    return "notifier-plan-" + lane.id();
  }
}
