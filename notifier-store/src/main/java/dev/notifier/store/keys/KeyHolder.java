package dev.notifier.store.keys;

import dev.notifier.contracts.NotificationState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message that a key belongs to.
 *
 * @param batch null if it is no line of a batch
 */
record KeyHolder(String tenant, NotificationState state, @Nullable UUID batch) {
  /** Whether it arrived or may still arrive. */
  boolean mayArrive() {
    return switch (state) {
      case UNDELIVERED, REJECTED, EXPIRED, CANCELLED, SKIPPED -> false;
      case ACCEPTED, DEFERRED, PLANNED, UNCONFIRMED, SUBMITTED, NO_RECEIPT, DELIVERED, UNKNOWN ->
          true;
    };
  }
}
