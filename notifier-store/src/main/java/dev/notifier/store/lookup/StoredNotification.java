package dev.notifier.store.lookup;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as the store has it. Holds personal data: number and text.
 *
 * @param segments how many the text was cut into; 0 when nothing was rendered
 * @param parts the state bits of the segments
 * @param firstRoute the route it was planned for, when another one took it; else null
 * @param messageIds by segment, starting with segment 1; may be shorter than {@code segments} and
 *     hold nulls
 */
public record StoredNotification(
    UUID id,
    String source,
    String eventId,
    String type,
    String lane,
    String category,
    @Nullable String phone,
    @Nullable Wording wording,
    @Nullable String route,
    @Nullable String firstRoute,
    int segments,
    NotificationState state,
    @Nullable FailureReason reason,
    @Nullable String detail,
    @Nullable String confidence,
    boolean possibleDuplicate,
    int attempt,
    Parts parts,
    List<@Nullable String> messageIds,
    Times times) {

  /** The text and where it came from. */
  public record Wording(
      String templateId, int templateVersion, String locale, String encoding, String text) {}

  /** One bit per segment: bit 0 is segment 1. */
  public record Parts(long accepted, long rejected, long delivered, long failed, long doubtful) {}

  /** When it reached its steps. */
  public record Times(
      Instant accepted, Instant planned, @Nullable Instant submitted, @Nullable Instant finished) {}

  /** Names no personal data. */
  @Override
  public String toString() {
    return "StoredNotification[" + id + ", " + state + "]";
  }
}
