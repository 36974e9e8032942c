package dev.notifier.contracts;

import java.util.Optional;

/** The names of all Kafka topics and consumer groups, and the partition counts of topics. */
public final class Topics {
  /** Journal and ownership of binds; one partition per bind slot. */
  public static final String BINDS = "notifier.binds";

  /**
   * Delivery receipts as received by workers that write records of version 1. Others write them
   * into the journal, and here only those that track cannot store.
   */
  public static final String RECEIPTS = "notifier.receipts";

  /** Inbound messages as received. */
  public static final String INBOUND = "notifier.inbound";

  /** Changes of states, published after they are stored; keyed by the tenant. */
  public static final String STATUSES = "notifier.statuses";

  /** Current routes; compacted, keyed by route name. */
  public static final String ROUTES = "notifier.routes";

  /** The status of each session; compacted, keyed by route and session. */
  public static final String SESSIONS = "notifier.sessions";

  /** Current event types; compacted, keyed by type name. */
  public static final String EVENT_TYPES = "notifier.event-types";

  /** Template versions, and which version is published; compacted. */
  public static final String TEMPLATES = "notifier.templates";

  /** Stored API keys, as hashes; compacted, keyed by the id of the key. */
  public static final String KEYS = "notifier.keys";

  /** Tenants; compacted, keyed by their id. */
  public static final String TENANTS = "notifier.tenants";

  /** Rules of cancellations that are in force; compacted, keyed by their id. */
  public static final String CANCELLED = "notifier.cancelled";

  /** What recipients have opted out of; compacted, keyed by the HMAC of the number. */
  public static final String OPT_OUTS = "notifier.opt-outs";

  /** Published entries of the knowledge base; compacted, keyed by tenant and id. */
  public static final String KNOWLEDGE = "notifier.knowledge";

  /** The end of the chain of the audit; compacted, with one key. */
  public static final String AUDIT_HEADS = "notifier.audit-heads";

  /**
   * Records that no stage can process; see {@link
   * dev.notifier.contracts.quarantine.QuarantineEntry}.
   */
  public static final String QUARANTINE = "notifier.quarantine";

  /** Events that upstream systems write; followed by the name of the client. */
  public static final String EVENTS_IN = "notifier.events.in";

  /** Which of these events were refused, and why; followed by the name of the client. */
  // check-words: off: the name of a topic, not of a former metric
  public static final String EVENTS_REFUSED = "notifier.events.refused";

  // check-words: on

  /** Partitions of the topics of a client. */
  public static final int CLIENT_PARTITIONS = 2;

  /**
   * Partitions of the binds topic at its creation. A slot is one session of one route. The topic
   * gets {@value} more whenever a slot is registered for which it has no partition.
   */
  public static final int BIND_SLOTS = 64;

  /** The most bind slots: every worker's consumer is a member for all of them. */
  public static final int MAX_BIND_SLOTS = 1_024;

  /** Partitions of an events topic: the number of workers that can plan one lane in parallel. */
  public static final int EVENT_PARTITIONS = 8;

  /** Partitions of a retry topic, which has few records. */
  public static final int RETRY_PARTITIONS = 2;

  /** Partitions of the opt-outs, of which there may be millions. */
  public static final int OPT_OUT_PARTITIONS = 8;

  /** Partitions of receipts and inbound messages. */
  public static final int TRACK_PARTITIONS = 8;

  /** Partitions of statuses: all changes of a tenant are in one of them, in their order. */
  public static final int STATUS_PARTITIONS = 32;

  /** The largest record of the quarantine, in bytes: twice that of a queue. */
  public static final int QUARANTINE_MAX_BYTES = 4 << 20;

  /** Partitions of the quarantine, which has few records. */
  public static final int QUARANTINE_PARTITIONS = 4;

  /** Reads the events that upstream systems write. */
  public static final String GROUP_EVENTS_IN = "notifier-events-in";

  public static final String GROUP_SUBMIT = "notifier-submit";

  /**
   * A group without members. Its offsets are set by operators: where a bind continues whose
   * position is unknown. Offsets of a group with members cannot be set while the workers run.
   */
  public static final String GROUP_SUBMIT_START = "notifier-submit-start";

  public static final String GROUP_RETRY_MOVER = "notifier-retry-mover";
  public static final String GROUP_TRACK_JOURNAL = "notifier-track-journal";
  public static final String GROUP_TRACK_RECEIPTS = "notifier-track-receipts";
  public static final String GROUP_TRACK_INBOUND = "notifier-track-inbound";

  private Topics() {}

  /** Accepted events of a lane; keyed by the HMAC of the recipient's number. */
  public static String events(Lane lane) {
    return "notifier.events." + lane.id();
  }

  /** Events that the upstream system of a client writes. */
  public static String eventsIn(String client) {
    return EVENTS_IN + "." + client;
  }

  /** The events of a client that were refused, without their data. */
  public static String eventsRefused(String client) {
    return EVENTS_REFUSED + "." + client;
  }

  /** The client whose events a topic has; empty for every other topic. */
  public static Optional<String> clientOf(String topic) {
    String prefix = EVENTS_IN + ".";
    return topic.startsWith(prefix)
        ? Optional.of(topic.substring(prefix.length()))
        : Optional.empty();
  }

  /** Messages to submit; the partition is the number of the route's session. */
  public static String submit(String route, Lane lane) {
    return "notifier.submit." + route + "." + lane.id();
  }

  /** Messages that wait for their next attempt. */
  public static String retry(Lane lane, RetryDelay delay) {
    return "notifier.retry." + lane.id() + "." + delay.id();
  }

  /** The partitions of the binds topic that slots up to this number need. */
  public static int bindPartitions(int highestSlot) {
    return (Math.max(0, highestSlot) / BIND_SLOTS + 1) * BIND_SLOTS;
  }

  /** The consumer group whose offsets are the position of a webhook in {@link #STATUSES}. */
  public static String webhookGroup(String webhookId) {
    return "webhook-" + webhookId;
  }

  /** The consumer group that plans a lane. */
  public static String planGroup(Lane lane) {
    return "notifier-plan-" + lane.id();
  }
}
