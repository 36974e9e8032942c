package dev.notifier.templates;

import dev.notifier.templates.language.schema.ReplyFields;
import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input of one rendering.
 *
 * @param type the event type, such as {@code card.expiring}
 * @param locale the recipient's language, such as {@code vi}
 * @param data the event's {@code data} as parsed JSON (String, Number, Boolean, List, Map, null);
 *     the fields {@code kind} and {@code livingArea} of its {@code recipient} select a variant of a
 *     language
 * @param carrier the carrier's requirements for texts
 * @param replies how people answer the message
 */
public record RenderRequest(
    String type,
    String locale,
    Map<String, ? extends @Nullable Object> data,
    CarrierTextSettings carrier,
    ReplyPlaceholders replies) {
  /** Of a message that people cannot answer. */
  public RenderRequest(
      String type,
      String locale,
      Map<String, ? extends @Nullable Object> data,
      CarrierTextSettings carrier) {
    this(type, locale, data, carrier, ReplyPlaceholders.NONE);
  }

  /**
   * Returns a copy whose data has the values of {@code reply}.
   *
   * @param sender of the message; null = that of its route
   */
  public RenderRequest withReply(@Nullable String sender) {
    Map<String, @Nullable Object> complete = new HashMap<>(data);
    complete.put(ReplyFields.REPLY, replies.of(sender));
    return new RenderRequest(type, locale, complete, carrier, replies);
  }

  /** Omits the data, which is personal. */
  @Override
  public String toString() {
    return "RenderRequest[" + type + ", " + locale + "]";
  }
}
