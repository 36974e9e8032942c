package dev.notifier.contracts.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reports that messages about a person or unit do not concern the holder of a number, so that the
 * upstream directory can be corrected. A field without a value is missing. Immutable.
 *
 * @param changeId the same whenever this is published
 * @param kind {@code person} or {@code unit}
 * @param excluded false if such messages are wanted again
 * @param at when it was said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WrongPersonNotice(
    String changeId,
    UUID statementId,
    String kind,
    boolean excluded,
    @Nullable UUID inboundId,
    Instant at)
    implements Notice {
  /** The type in filters of webhooks, where states have the type of their event. */
  public static final String NAME = "notification.recipient.wrong";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return statementId.toString();
  }

  @Override
  public Instant time() {
    return at;
  }

  static WrongPersonNotice of(WrongPerson wrong) {
    return new WrongPersonNotice(
        wrong.id(),
        wrong.statement(),
        wrong.kind().name().toLowerCase(Locale.ROOT),
        wrong.excluded(),
        wrong.inbound(),
        wrong.at());
  }
}
