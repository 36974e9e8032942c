package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.contracts.origin.MessageSubject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of states of one tenant in one batch of work, on {@link Topics#STATUSES}, in their
 * order; or that one of its groups is complete; or that a number has said that messages about a
 * person do not concern it; or that one of its batches has another state; or that a text which we
 * have not sent is reported often. Published at least once, after they are stored. Contains neither
 * number nor text.
 *
 * @param v version of this format, {@value #VERSION}
 * @param changes at most {@value #MAX_CHANGES}
 * @param group that is complete; null in a record with changes. Earlier releases pass over it
 * @param wrong what a number has said; null in other records. Earlier releases pass over it
 * @param batch that has another state; null in other records. Earlier releases pass over it
 * @param forged that is reported often; null in other records. Earlier releases pass over it
 */
public record StatusRecord(
    int v,
    String tenant,
    List<Change> changes,
    @Nullable CompletedGroup group,
    @Nullable WrongPerson wrong,
    @Nullable ChangedBatch batch,
    @Nullable ForgedText forged)
    implements VersionedRecord {
  public static final int VERSION = 2;

  /** The most changes of a record. */
  public static final int MAX_CHANGES = 500;

  /** A record of changes. */
  public StatusRecord(int v, String tenant, List<Change> changes) {
    this(v, tenant, changes, null, null, null, null);
  }

  /** A record of a group that is complete. */
  public static StatusRecord of(String tenant, CompletedGroup group) {
    return new StatusRecord(VERSION, tenant, List.of(), group, null, null, null);
  }

  /** A record of what a number has said. */
  public static StatusRecord of(String tenant, WrongPerson wrong) {
    return new StatusRecord(VERSION, tenant, List.of(), null, wrong, null, null);
  }

  /** A record of a batch that has another state. */
  public static StatusRecord of(String tenant, ChangedBatch batch) {
    return new StatusRecord(VERSION, tenant, List.of(), null, null, batch, null);
  }

  /** A record of a text that is reported often. */
  public static StatusRecord of(String tenant, ForgedText forged) {
    return new StatusRecord(VERSION, tenant, List.of(), null, null, null, forged);
  }

  /** What readers see, each at its own place in the feed. */
  public List<? extends Item> items() {
    if (wrong != null) {
      return List.of(wrong);
    }
    if (batch != null) {
      return List.of(batch);
    }
    if (forged != null) {
      return List.of(forged);
    }
    return group == null ? changes : List.of(group);
  }

  /** What is published. */
  public sealed interface Item
      permits Change, CompletedGroup, WrongPerson, ChangedBatch, ForgedText {
    /** The same whenever it is published again. */
    String id();

    /** When it happened. */
    Instant at();
  }

  /**
   * As many notifications of a group as expected have ended.
   *
   * @param name of the group
   * @param title for people; null if it has none
   * @param at when that was seen
   * @param counts of its notifications, by state and reason, when this was published
   */
  public record CompletedGroup(
      String name, @Nullable String title, long expected, Instant at, List<Count> counts)
      implements Item {
    /** A group that is expected to have another number is complete again at another time. */
    @Override
    public String id() {
      return "group:" + name + ":" + at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * A number has said that messages about a person or unit do not concern it, or that they do. Who
   * may see numbers looks up the statement.
   *
   * @param statement its id
   * @param excluded false if such messages are wanted again
   * @param inbound the inbound message that said so; null if it was none
   * @param at when it was said
   */
  public record WrongPerson(
      UUID statement,
      MessageSubject.Kind kind,
      boolean excluded,
      @Nullable UUID inbound,
      Instant at)
      implements Item {
    @Override
    public String id() {
      return "wrong:" + statement;
    }
  }

  /**
   * A batch has another state.
   *
   * @param batch its id
   * @param state such as PAUSED
   * @param reason why it is paused, or was cancelled; null if nothing is said
   * @param at when it got this state
   */
  public record ChangedBatch(UUID batch, String state, @Nullable String reason, Instant at)
      implements Item {
    @Override
    public String id() {
      return "batch:" + batch + ":" + state + ":" + at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * A text that we have not sent was reported several times within an hour: somebody sends forged
   * messages.
   *
   * @param alert its id
   * @param reports how many
   * @param since the first of these reports
   * @param inbound the message of the person who reported it last; null if it came by another
   *     channel
   * @param at the last report
   */
  public record ForgedText(
      UUID alert, int reports, Instant since, @Nullable UUID inbound, Instant at) implements Item {
    @Override
    public String id() {
      return "forged:" + alert;
    }
  }

  /**
   * The notifications of a group in a state.
   *
   * @param reason null if they have none
   * @param segments of their messages
   */
  public record Count(
      NotificationState state, @Nullable FailureReason reason, long number, long segments) {}

  /**
   * The state of a notification.
   *
   * @param confidence what DELIVERED means: {@code handset} or {@code smsc}
   * @param segments the number of segments of the message; 0 if there is none
   * @param at when the event occurred that led to the state; a stored time wherever the row has
   *     one, so that it is the same each time
   * @param origin what else the notification belongs to
   */
  public record Change(
      UUID notificationId,
      String source,
      String eventId,
      String type,
      NotificationState state,
      @Nullable FailureReason reason,
      @Nullable String confidence,
      boolean possibleDuplicate,
      int segments,
      Instant at,
      Origin origin)
      implements Item {
    /** Records of releases that did not write the origin have none. */
    public Change {
      origin = Objects.requireNonNullElse(origin, Origin.UNKNOWN);
    }

    /** A change of a notification of which nothing else is known. */
    public Change(
        UUID notificationId,
        String source,
        String eventId,
        String type,
        NotificationState state,
        @Nullable FailureReason reason,
        @Nullable String confidence,
        boolean possibleDuplicate,
        int segments,
        Instant at) {
      this(
          notificationId,
          source,
          eventId,
          type,
          state,
          reason,
          confidence,
          possibleDuplicate,
          segments,
          at,
          Origin.UNKNOWN);
    }

    /**
     * The id of the change; a change that is published again has the same one. The state alone
     * would not do: a notification that is planned again can reach one twice, and the reason of a
     * state can change.
     */
    @Override
    public String id() {
      String why = reason == null ? "" : reason.name();
      return notificationId + ":" + state + ":" + why + ":" + at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * What a notification belongs to. Readers select changes by it.
   *
   * @param group the caller's name for a set of events; null if it is in none
   * @param template the full name of the template of the text; null without a text
   * @param templateVersion the version of the template; 0 without a text
   * @param batch the batch of which it is a part; null if it is in none
   */
  public record Origin(
      @Nullable String group,
      @Nullable String template,
      int templateVersion,
      @Nullable UUID batch) {
    /** Nothing is known, as of a change that an earlier release published. */
    public static final Origin UNKNOWN = new Origin(null, null, 0, null);
  }

  /** In version 1, a record was one change: the programs that read it know only this form. */
  private record Version1(
      int v,
      String id,
      UUID notificationId,
      String tenant,
      String source,
      String eventId,
      String type,
      NotificationState state,
      @Nullable FailureReason reason,
      @Nullable String confidence,
      boolean possibleDuplicate,
      Instant at) {}

  /**
   * The only change, with the fields and the id of version 1.
   *
   * @throws IllegalStateException if there is not exactly one change
   */
  @Override
  public Object inVersion(int version) {
    if (changes.size() != 1) {
      throw new IllegalStateException(
          changes.size() + " changes cannot be one record of version 1; write a record for each");
    }
    Change only = changes.getFirst();
    return new Version1(
        version,
        only.notificationId() + ":" + only.state(),
        only.notificationId(),
        tenant,
        only.source(),
        only.eventId(),
        only.type(),
        only.state(),
        only.reason(),
        only.confidence(),
        only.possibleDuplicate(),
        only.at());
  }

  /** An unknown state or reason is passed on. */
  @Override
  public void check(RecordCheck check) {
    if (group != null) {
      check
          .required("group.name", group.name())
          .required("group.at", group.at())
          .each(
              "group.counts",
              group.counts(),
              count -> check.required("group.counts.state", count.state()));
    }
    if (wrong != null) {
      check
          .required("wrong.statement", wrong.statement())
          .required("wrong.kind", wrong.kind())
          .required("wrong.at", wrong.at());
    }
    if (batch != null) {
      check
          .required("batch.batch", batch.batch())
          .required("batch.state", batch.state())
          .required("batch.at", batch.at());
    }
    if (forged != null) {
      check
          .required("forged.alert", forged.alert())
          .required("forged.since", forged.since())
          .required("forged.at", forged.at());
    }
    check
        .required("tenant", tenant)
        .each(
            "changes",
            changes,
            change ->
                check
                    .required("notificationId", change.notificationId())
                    .required("source", change.source())
                    .required("eventId", change.eventId())
                    .required("type", change.type())
                    .required("state", change.state())
                    .required("at", change.at()));
  }

  /** Reads JSON. In version 1, a record was one change, and had no number of segments. */
  @JsonCreator
  @SuppressWarnings("NullAway") // A missing field is null; the check of the record finds it.
  static StatusRecord of(
      @JsonProperty("v") int v,
      @JsonProperty("tenant") String tenant,
      @JsonProperty("changes") @Nullable List<Change> changes,
      @JsonProperty("group") @Nullable CompletedGroup group,
      @JsonProperty("wrong") @Nullable WrongPerson wrong,
      @JsonProperty("batch") @Nullable ChangedBatch batch,
      @JsonProperty("forged") @Nullable ForgedText forged,
      @JsonProperty("notificationId") UUID notificationId,
      @JsonProperty("source") String source,
      @JsonProperty("eventId") String eventId,
      @JsonProperty("type") String type,
      @JsonProperty("state") NotificationState state,
      @JsonProperty("reason") @Nullable FailureReason reason,
      @JsonProperty("confidence") @Nullable String confidence,
      @JsonProperty("possibleDuplicate") boolean possibleDuplicate,
      @JsonProperty("at") Instant at) {
    Change only =
        new Change(
            notificationId,
            source,
            eventId,
            type,
            state,
            reason,
            confidence,
            possibleDuplicate,
            0,
            at);
    return new StatusRecord(
        v, tenant, changes == null ? List.of(only) : changes, group, wrong, batch, forged);
  }
}
