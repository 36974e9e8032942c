package dev.notifier.contracts.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reports that the state of a batch has changed. A field without a value is missing. Immutable.
 *
 * @param changeId the same whenever this is published
 * @param reason why it is paused, or was cancelled without a request
 * @param at when it got this state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchNotice(
    String changeId, UUID batch, String state, @Nullable String reason, Instant at)
    implements Notice {
  /** The type in filters of webhooks, where states have the type of their event. */
  public static final String NAME = "notification.batch.changed";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return batch.toString();
  }

  @Override
  public Instant time() {
    return at;
  }

  static BatchNotice of(ChangedBatch batch) {
    return new BatchNotice(batch.id(), batch.batch(), batch.state(), batch.reason(), batch.at());
  }
}
