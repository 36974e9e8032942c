package dev.notifier.templates;

import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told.
 *
 * @param type the event's type, such as {@code card.expiring}
 * @param locale the recipient's language, such as {@code vi}
 * @param data the event's {@code data} as parsed JSON (String, Number, Boolean, List, Map, null);
 *     the person stands under {@code recipient}, whose {@code kind} and {@code livingArea} choose
 *     among the wordings of a language
 * @param carrier what the route wants texts to look like
 */
public record RenderRequest(
    String type,
    String locale,
    Map<String, ? extends @Nullable Object> data,
    CarrierTextSettings carrier) {
  /** Without the data: it is personal. */
  @Override
  public String toString() {
    return "RenderRequest[" + type + ", " + locale + "]";
  }
}
