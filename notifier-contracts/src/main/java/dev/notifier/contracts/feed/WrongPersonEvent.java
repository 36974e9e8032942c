package dev.notifier.contracts.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That messages about a person or unit do not concern a number, as a CloudEvent 1.0 in JSON: the
 * upstream directory is to be corrected. Without personal data. Immutable.
 *
 * @param id names the place in the feed; opaque
 * @param source {@code /notifier/<tenant>}
 * @param time when it was said
 * @param subject the id of the statement
 */
public record WrongPersonEvent(
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
  public static final String NAME = "notification.recipient.wrong";

  private static final String TYPE = NAME + ".v1";

  /**
   * What was said. A field without a value is missing.
   *
   * @param changeId the same whenever this is published
   * @param kind {@code person} or {@code unit}
   * @param excluded false if such messages are wanted again
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      String changeId,
      UUID statementId,
      String kind,
      boolean excluded,
      @Nullable UUID inboundId,
      Instant at) {}

  @Override
  public String changeId() {
    return data.changeId();
  }

  static WrongPersonEvent of(String id, String tenant, WrongPerson wrong) {
    return new WrongPersonEvent(
        "1.0",
        id,
        "/notifier/" + tenant,
        TYPE,
        wrong.at(),
        wrong.statement().toString(),
        "application/json",
        new Data(
            wrong.id(),
            wrong.statement(),
            wrong.kind().name().toLowerCase(Locale.ROOT),
            wrong.excluded(),
            wrong.inbound(),
            wrong.at()));
  }
}
