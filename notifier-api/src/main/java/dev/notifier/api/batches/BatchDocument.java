package dev.notifier.api.batches;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.batches.StoredBatch;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A batch.
 *
 * @param version each command has the next one
 * @param type name of the event type
 * @param typeVersion pinned when the file is read; null before, as are template and its version
 * @param settings how the file is read, as far as someone has said so
 * @param question what must be said before it can be read; null if nothing must
 * @param reason why it cannot be read, or why it is paused; null if neither
 * @param cause the same for programs; null also if they do not know the reason
 * @param summary how it was read, and the faults of its lines; null before
 * @param progress of its lines; null before it is released
 * @param speed of its lines; null unless it is RUNNING
 * @param dryRunId on which the release is based; null before
 * @param needsSecondPerson whether a release by the caller would be a request only, or is refused;
 *     null before its file is read and after its release
 * @param retryOf the batch whose failed lines it has; null if it is none
 * @param correctionOf the batch whose refused lines it has, corrected; null if it is none
 */
record BatchDocument(
    UUID batchId,
    int version,
    String name,
    String type,
    BatchState state,
    @Nullable Integer typeVersion,
    @Nullable String template,
    @Nullable Integer templateVersion,
    File file,
    JsonNode settings,
    @Nullable JsonNode question,
    @Nullable String reason,
    @Nullable CauseDocument cause,
    Lines lines,
    @Nullable ProgressDocument progress,
    @Nullable SpeedDocument speed,
    @Nullable JsonNode summary,
    @Nullable UUID dryRunId,
    Pace pace,
    @Nullable Boolean needsSecondPerson,
    String createdBy,
    @Nullable String requestedBy,
    @Nullable String releasedBy,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant releasedAt,
    @Nullable Instant endedAt,
    @Nullable UUID retryOf,
    @Nullable UUID correctionOf) {
  /**
   * The file as it was sent.
   *
   * @param again why it was sent again; null if it is the first
   */
  record File(String kind, long bytes, @Nullable String sha256, @Nullable String again) {}

  /**
   * Its lines.
   *
   * @param fed how many were sent
   */
  record Lines(int read, int valid, int refused, int fed) {}

  /** When and how fast it is sent. */
  record Pace(
      @Nullable Instant startAt,
      @Nullable Hours sendingHours,
      @Nullable Instant finishBy,
      @Nullable Integer maxPerSecond) {
    static Pace of(BatchPace pace) {
      LocalTime from = pace.from();
      LocalTime until = pace.until();
      return new Pace(
          pace.startAt(),
          from == null || until == null ? null : new Hours(from, until),
          pace.finishBy(),
          pace.maxPerSecond());
    }

    /** What the audit has of it: the values that are there. */
    Map<String, Object> audited() {
      Map<String, Object> values = new TreeMap<>();
      if (startAt != null) {
        values.put("startAt", startAt.toString());
      }
      if (sendingHours != null) {
        values.put("sendingHours", sendingHours.from() + "-" + sendingHours.until());
      }
      if (finishBy != null) {
        values.put("finishBy", finishBy.toString());
      }
      if (maxPerSecond != null) {
        values.put("maxPerSecond", maxPerSecond);
      }
      return values;
    }
  }

  /** The hours of a day at which lines are sent, in Vietnam time. */
  record Hours(
      @JsonFormat(pattern = "HH:mm") LocalTime from,
      @JsonFormat(pattern = "HH:mm") LocalTime until) {}

  /**
   * Some batches of a list.
   *
   * @param next the {@code after} of the next page; null on the last one
   */
  record All(List<BatchDocument> batches, @Nullable String next) {}

  /**
   * @param clear whether the caller may see values of the file
   * @param progress null before it is released
   * @param speed null unless it is RUNNING
   * @param needsSecondPerson null if that is not known yet or not of interest any more
   */
  static BatchDocument of(
      StoredBatch batch,
      boolean clear,
      @Nullable ProgressDocument progress,
      @Nullable SpeedDocument speed,
      @Nullable Boolean needsSecondPerson) {
    StoredBatch.Type type = batch.type();
    StoredBatch.File file = batch.file();
    StoredBatch.Lines lines = batch.lines();
    return new BatchDocument(
        batch.id(),
        batch.version(),
        batch.name(),
        type.name(),
        batch.state(),
        type.version(),
        type.template(),
        type.templateVersion(),
        new File(file.kind(), file.bytes(), file.sha256(), file.again()),
        JsonMapper.shared().readTree(batch.settings()),
        json(batch.question(), clear ? _ -> {} : FileValues::hideInQuestion),
        batch.reason(),
        CauseDocument.of(batch.reason()),
        new Lines(lines.read(), lines.valid(), lines.refused(), lines.fed()),
        progress,
        speed,
        json(batch.summary(), clear ? _ -> {} : FileValues::hideInSummary),
        batch.dryRun(),
        Pace.of(batch.pace()),
        needsSecondPerson,
        batch.people().createdBy(),
        batch.people().requestedBy(),
        batch.people().releasedBy(),
        batch.times().created(),
        batch.times().changed(),
        batch.times().released(),
        batch.times().ended(),
        batch.retryOf(),
        batch.correctionOf());
  }

  private static @Nullable JsonNode json(@Nullable String text, Consumer<JsonNode> hide) {
    if (text == null) {
      return null;
    }
    JsonNode node = JsonMapper.shared().readTree(text);
    hide.accept(node);
    return node;
  }

  /** Omits the values. */
  @Override
  public String toString() {
    return "BatchDocument[" + batchId + ", " + state + "]";
  }
}
