package dev.notifier.contracts.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.Origin;
import dev.notifier.contracts.tenants.TemplateName;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a state as a CloudEvent 1.0 in JSON: what readers of the status feed get, and what
 * webhooks send. Without number and text, unless they are {@linkplain #withPersonalData added}.
 * Immutable.
 *
 * @param id names the place of the change in the feed; opaque. A change that was published twice
 *     has two, and the same {@link Data#changeId}
 * @param source {@code /notifier/<tenant>}
 * @param subject the notification id
 * @param time when the event occurred that led to the state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusEvent(
    String specversion,
    String id,
    String source,
    String type,
    Instant time,
    String subject,
    String datacontenttype,
    Data data)
    implements FeedEvent {
  private static final String PREFIX = "notification.";
  private static final String VERSION = ".v1";

  /**
   * What has changed. A field without a value is missing.
   *
   * @param changeId the same whenever this change is published; see {@link Change#id}
   * @param source the caller's source of the event
   * @param eventId the caller's id of the event
   * @param type the type of the event
   * @param rank of the state: a change with a lower rank than the known one is an older one
   * @param confidence what DELIVERED means: {@code handset} or {@code smsc}
   * @param segments 0 if there is no message, or if this is not known
   * @param group the caller's name for a set of events
   * @param batch the batch of which the notification is a part
   * @param phone in E.164 format; only if it was added
   * @param text only if it was added
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      UUID notificationId,
      String changeId,
      String source,
      String eventId,
      String type,
      NotificationState state,
      int rank,
      @Nullable Reason reason,
      @Nullable String confidence,
      boolean possibleDuplicate,
      int segments,
      @Nullable String group,
      @Nullable UUID batch,
      @Nullable Template template,
      @Nullable String phone,
      @Nullable String text) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "Data[changeId=" + changeId + "]";
    }
  }

  /**
   * Why a notification was skipped or failed.
   *
   * @param owner who can act on it
   */
  public record Reason(FailureReason code, FailureReason.Owner owner) {}

  /**
   * The template version of the text.
   *
   * @param tenant whose template it is
   */
  public record Template(String tenant, String id, int version) {}

  @Override
  public String changeId() {
    return data.changeId();
  }

  /**
   * The document of a change.
   *
   * @param id opaque, and unique in the feed
   */
  public static StatusEvent of(String id, String tenant, Change change) {
    return new StatusEvent(
        "1.0",
        id,
        "/notifier/" + tenant,
        type(change.state()),
        change.at(),
        change.notificationId().toString(),
        "application/json",
        data(change));
  }

  /** The type of the documents of a state, such as {@code notification.no-receipt.v1}. */
  public static String type(NotificationState state) {
    return PREFIX + state.name().toLowerCase(Locale.ROOT).replace('_', '-') + VERSION;
  }

  /** A copy with a number and a text, for readers who may see them. */
  public StatusEvent withPersonalData(@Nullable String phone, @Nullable String text) {
    Data without = data;
    Data full =
        new Data(
            without.notificationId,
            without.changeId,
            without.source,
            without.eventId,
            without.type,
            without.state,
            without.rank,
            without.reason,
            without.confidence,
            without.possibleDuplicate,
            without.segments,
            without.group,
            without.batch,
            without.template,
            phone,
            text);
    return new StatusEvent(specversion, id, source, type, time, subject, datacontenttype, full);
  }

  private static Data data(Change change) {
    Origin origin = change.origin();
    FailureReason reason = change.reason();
    return new Data(
        change.notificationId(),
        change.id(),
        change.source(),
        change.eventId(),
        change.type(),
        change.state(),
        change.state().rank(),
        reason == null ? null : new Reason(reason, reason.owner()),
        change.confidence(),
        change.possibleDuplicate(),
        change.segments(),
        origin.group(),
        origin.batch(),
        template(origin),
        null,
        null);
  }

  private static @Nullable Template template(Origin origin) {
    if (origin.template() == null) {
      return null;
    }
    try {
      TemplateName name = TemplateName.of(origin.template());
      return new Template(name.tenant(), name.id(), origin.templateVersion());
    } catch (IllegalArgumentException _) {
      return null; // No one writes such a name. A reader must get past it anyway.
    }
  }
}
