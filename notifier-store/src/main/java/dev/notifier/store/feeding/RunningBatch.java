package dev.notifier.store.feeding;

import dev.notifier.store.batches.BatchPace;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch whose lines are sent.
 *
 * @param type name of the event type
 * @param typeVersion the version of the event type that is pinned
 * @param templateVersion the version of the template that is pinned; null = the published one
 * @param chunks of lines that can be sent
 * @param validLines lines that can be sent
 * @param position up to where they were sent
 * @param releasedAt when it was released
 * @param wasPaused whether it was paused since
 * @param isInLaneOfType whether its few lines use the lane of their event type, as its tenant wants
 */
public record RunningBatch(
    UUID id,
    String tenant,
    String type,
    int typeVersion,
    @Nullable Integer templateVersion,
    int chunks,
    int validLines,
    Position position,
    BatchPace pace,
    Instant releasedAt,
    boolean wasPaused,
    boolean isInLaneOfType) {
  /**
   * The next line to send.
   *
   * @param chunk from 0
   * @param ofChunk how many lines of this chunk were sent
   * @param lines how many lines were sent, with those of all chunks before
   */
  public record Position(int chunk, int ofChunk, int lines) {}

  /** Lines that were not sent. */
  public int waiting() {
    return validLines - position.lines();
  }
}
