package dev.notifier.contracts.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a batch has another state, as a CloudEvent 1.0 in JSON. Without personal data. Immutable.
 *
 * @param id names the place in the feed; opaque
 * @param source {@code /notifier/<tenant>}
 * @param time when it got this state
 * @param subject the id of the batch
 */
public record BatchEvent(
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
  public static final String NAME = "notification.batch.changed";

  private static final String TYPE = NAME + ".v1";

  /**
   * The batch. A field without a value is missing.
   *
   * @param changeId the same whenever this is published
   * @param reason why it is paused, or was cancelled without a request
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      String changeId, UUID batch, String state, @Nullable String reason, Instant at) {}

  @Override
  public String changeId() {
    return data.changeId();
  }

  static BatchEvent of(String id, String tenant, ChangedBatch batch) {
    return new BatchEvent(
        "1.0",
        id,
        "/notifier/" + tenant,
        TYPE,
        batch.at(),
        batch.batch().toString(),
        "application/json",
        new Data(batch.id(), batch.batch(), batch.state(), batch.reason(), batch.at()));
  }
}
