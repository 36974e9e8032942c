package dev.notifier.contracts.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.StatusRecord.ForgedText;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reports that a text that Notifier did not send was reported several times within an hour: someone
 * sends forged messages. Does not contain the text. A field without a value is missing. Immutable.
 *
 * @param changeId the same whenever this is published
 * @param reports how often the text was reported within the hour
 * @param since the first of these reports
 * @param inboundId the message of the person who reported it last
 * @param at the last report
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ForgedTextNotice(
    String changeId, UUID alertId, int reports, Instant since, @Nullable UUID inboundId, Instant at)
    implements Notice {
  /** The type in filters of webhooks, where states have the type of their event. */
  public static final String NAME = "notification.text.forged";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return alertId.toString();
  }

  @Override
  public Instant time() {
    return at;
  }

  static ForgedTextNotice of(ForgedText forged) {
    return new ForgedTextNotice(
        forged.id(),
        forged.alert(),
        forged.reports(),
        forged.since(),
        forged.inbound(),
        forged.at());
  }
}
