package dev.notifier.api.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.store.lookup.LookupKey;
import dev.notifier.store.lookup.StoredNotification;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The response of a look-up of many notifications.
 *
 * @param items in the order of the request
 */
record LookupDocument(List<Item> items) {
  /**
   * One key of the request and what it identifies.
   *
   * @param status {@code found}, {@code not-found-yet} or {@code notification-not-found}
   * @param notification null unless it was found
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      @Nullable UUID notificationId,
      @Nullable String source,
      @Nullable String eventId,
      String status,
      @Nullable NotificationDocument notification) {}

  static Item found(StoredNotification found, NotificationDocument document) {
    return new Item(found.id(), found.event().source(), found.event().id(), "found", document);
  }

  /**
   * The item of a key without a notification.
   *
   * @param planned whether every event that was accepted before the request has been planned
   */
  static Item missing(LookupKey key, boolean planned) {
    // An id is assigned when the notification is stored, so an unknown one never comes.
    boolean mayCome = key.notificationId() == null && !planned;
    ErrorCode code = mayCome ? ErrorCode.NOT_FOUND_YET : ErrorCode.NOTIFICATION_NOT_FOUND;
    return new Item(key.notificationId(), key.source(), key.eventId(), code.id(), null);
  }
}
