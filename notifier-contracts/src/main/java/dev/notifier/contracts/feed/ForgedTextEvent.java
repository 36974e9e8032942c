package dev.notifier.contracts.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.StatusRecord.ForgedText;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a text which we have not sent was reported several times within an hour, as a CloudEvent 1.0
 * in JSON: somebody sends forged messages. Without the text and without personal data. Immutable.
 *
 * @param id names the place in the feed; opaque
 * @param source {@code /notifier/<tenant>}
 * @param time of the last report
 * @param subject the id of the alert
 */
public record ForgedTextEvent(
    String specversion,
    String id,
    String source,
    String type,
    Instant time,
    String subject,
    String datacontenttype,
    Data data)
    implements FeedEvent {
  /** In filters of webhooks, where states have the type of their event. */
  public static final String NAME = "notification.text.forged";

  private static final String TYPE = NAME + ".v1";

  /**
   * The alert. A field without a value is missing.
   *
   * @param changeId the same whenever this is published
   * @param reports how often the text was reported within the hour
   * @param since the first of these reports
   * @param inboundId the message of the person who reported it last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      String changeId,
      UUID alertId,
      int reports,
      Instant since,
      @Nullable UUID inboundId,
      Instant at) {}

  @Override
  public String changeId() {
    return data.changeId();
  }

  static ForgedTextEvent of(String id, String tenant, ForgedText forged) {
    return new ForgedTextEvent(
        "1.0",
        id,
        "/notifier/" + tenant,
        TYPE,
        forged.at(),
        forged.alert().toString(),
        "application/json",
        new Data(
            forged.id(),
            forged.alert(),
            forged.reports(),
            forged.since(),
            forged.inbound(),
            forged.at()));
  }
}
