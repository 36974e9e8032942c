package dev.notifier.templates;

import dev.notifier.templates.sms.CarrierTextSettings;
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
 */
public record RenderRequest(
    String type,
    String locale,
    Map<String, ? extends @Nullable Object> data,
    CarrierTextSettings carrier) {
  /** Omits the data, which is personal. */
  @Override
  public String toString() {
    return "RenderRequest[" + type + ", " + locale + "]";
  }
}
