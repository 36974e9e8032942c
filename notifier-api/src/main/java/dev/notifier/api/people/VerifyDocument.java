package dev.notifier.api.people;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.lookup.StoredNotification.Message;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text was sent to a number.
 *
 * @param message the last one with this text; null if there is none
 * @param withoutText messages whose text is a secret and not kept, so that it may be one of them;
 *     the newest first, only with {@link Result#UNKNOWN}
 * @param reports how often this text was asked about in 30 days, by anyone; null unless it was not
 *     sent
 */
record VerifyDocument(
    Result result,
    @Nullable SentMessage message,
    List<SentMessage> withoutText,
    @Nullable Long reports) {
  /** The answer. */
  enum Result {
    /** It was sent to this number. */
    @JsonProperty("sent")
    SENT,
    /** It was not sent to this number in the time that is searched. */
    @JsonProperty("not-sent")
    NOT_SENT,
    /** It is not among the texts that are kept, but other messages were sent. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  /**
   * A message.
   *
   * @param sentAt when it was submitted to the carrier
   * @param part whether the text is not all of it, but some of its segments
   */
  record SentMessage(
      UUID notificationId,
      Instant sentAt,
      String type,
      String templateTenant,
      String template,
      int templateVersion,
      boolean part) {
    static SentMessage of(StoredNotification stored, Message message, boolean part) {
      Instant submitted = stored.times().submitted();
      TemplateName name = TemplateName.of(message.templateId());
      return new SentMessage(
          stored.id(),
          submitted == null ? stored.times().planned() : submitted,
          stored.event().type(),
          name.tenant(),
          name.id(),
          message.templateVersion(),
          part);
    }
  }
}
