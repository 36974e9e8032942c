package dev.notifier.store.keys;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The message that was sent about a fact before.
 *
 * @param notification its id
 * @param tenant null if the notification was deleted when its retention was over
 */
public record FirstMessage(UUID notification, @Nullable String tenant) {
  /**
   * How it is named to another tenant or its own.
   *
   * @param reader the tenant that reads it
   */
  public String describedTo(String reader) {
    if (tenant == null) {
      return "an earlier message was first";
    }
    return tenant.equals(reader)
        ? "the notification " + notification + " was first"
        : "another tenant's message was first";
  }
}
