package dev.notifier.console.batches;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A batch of {@code GET /v1/batches}. */
record BatchView(
    String batchId,
    int version,
    String name,
    String type,
    String state,
    @Nullable Integer typeVersion,
    @Nullable String template,
    @Nullable Integer templateVersion,
    File file,
    @Nullable Map<String, Object> settings,
    @Nullable Question question,
    @Nullable String reason,
    @Nullable Cause cause,
    Lines lines,
    @Nullable SendingProgress progress,
    @Nullable Speed speed,
    @Nullable FileSummary summary,
    @Nullable String dryRunId,
    @Nullable Pace pace,
    @Nullable Boolean needsSecondPerson,
    String createdBy,
    @Nullable String requestedBy,
    @Nullable String releasedBy,
    Instant createdAt,
    @Nullable Instant changedAt,
    @Nullable Instant releasedAt,
    @Nullable Instant endedAt,
    @Nullable String retryOf,
    @Nullable String correctionOf) {
  private static final Set<String> READING = Set.of("RECEIVING", "PARSING");
  private static final Set<String> RELEASED = Set.of("RUNNING", "PAUSED", "SENT");
  private static final Set<String> CANCELLABLE =
      Set.of(
          "RECEIVING", "PARSING", "NEEDS_ANSWER", "READY", "AWAITING_RELEASE", "RUNNING", "PAUSED");

  /**
   * Why the file cannot be read, or why the batch is paused.
   *
   * @param row of the file that it is about
   * @param failures because of which it has stopped by itself
   * @param detail what depends on the batch
   */
  record Cause(
      String code, @Nullable Long row, @Nullable Failures failures, @Nullable String detail) {}

  /**
   * Lines that failed within some minutes.
   *
   * @param lines all, including those that failed
   * @param reason of all that failed; null if they had several
   */
  record Failures(long failed, long lines, long minutes, @Nullable String reason) {}

  /** A page of batches. */
  record All(List<BatchView> batches, @Nullable String next) {}

  /** The file as it was sent. */
  record File(String kind, long bytes, @Nullable String again) {}

  /** How many lines it has. */
  record Lines(long read, long valid, long refused) {}

  /**
   * What must be said before the file can be read.
   *
   * @param subject the field or column that it is about; may be empty
   * @param choices the possible answers, the most likely one first
   */
  record Question(
      String kind,
      @Nullable String subject,
      @Nullable String text,
      @Nullable List<String> choices,
      @Nullable List<String> samples) {
    List<String> answers() {
      return Objects.requireNonNullElse(choices, List.of());
    }

    List<String> examples() {
      return Objects.requireNonNullElse(samples, List.of());
    }
  }

  /**
   * How fast lines are passed on.
   *
   * @param linesPerSecond null until it is known, as the estimated end
   */
  record Speed(@Nullable Double linesPerSecond, @Nullable Instant estimatedEnd) {}

  /** When and how fast it is sent. */
  record Pace(
      @Nullable Instant startAt,
      @Nullable Hours sendingHours,
      @Nullable Instant finishBy,
      @Nullable Integer maxPerSecond) {}

  /** The hours of a day at which lines are sent, such as 07:00 and 21:00. */
  record Hours(String from, String until) {}

  boolean is(String other) {
    return state.equals(other);
  }

  /** When it begins to be sent, if it was released and that is still to come; else null. */
  @Nullable Instant start(Instant now) {
    Instant start = pace == null ? null : pace.startAt();
    return is("RUNNING") && start != null && start.isAfter(now) ? start : null;
  }

  /** The state for people: as the HTTP interface calls it, or SCHEDULED before the start. */
  String word(Instant now) {
    return start(now) == null ? state : "SCHEDULED";
  }

  /** Whether its file arrives or is read. */
  boolean isReading() {
    return READING.contains(state);
  }

  /** Whether its page must be refreshed. */
  boolean isChanging() {
    return isReading() || RELEASED.contains(state);
  }

  /** How often its page is refreshed, in seconds. */
  int refreshSeconds() {
    return isReading() || is("RUNNING") ? 5 : 30;
  }

  /** Whether a release by the person who sees the page is not enough. */
  boolean isForOthers() {
    return Boolean.TRUE.equals(needsSecondPerson);
  }

  /** Whether the person who sees the page could release it, and may leave that to another one. */
  boolean canAskForOthers() {
    return is("READY") && !isForOthers();
  }

  /** Whether a key can neither ask for its release nor release it. */
  boolean isForUsers() {
    return is("AWAITING_RELEASE") || (isForOthers() && !createdBy.startsWith("user:"));
  }

  /** Whether its file was read, so that it can have dry runs. */
  boolean isReadable() {
    return is("READY") || is("AWAITING_RELEASE");
  }

  /** Whether it is sent when and as fast as its pace says, so that this can change. */
  boolean hasChangeablePace() {
    return is("RUNNING") || is("PAUSED");
  }

  /** Whether its lines can be looked at. */
  boolean hasLines() {
    return summary != null && !isReading() && !is("NEEDS_ANSWER");
  }

  boolean isCancellable() {
    return CANCELLABLE.contains(state);
  }

  /** Whether it has lines that may be sent again. */
  boolean hasFailed() {
    return is("DONE") && progress != null && progress.allFailed() > 0;
  }

  /** Whether someone can say how its file is read. */
  boolean hasSettings() {
    return retryOf == null && (is("NEEDS_ANSWER") || isReadable());
  }

  /** Whether the person has to leave the release to another one. */
  boolean isOwn(@Nullable String user) {
    String actor = "user:" + user;
    return actor.equals(createdBy) || actor.equals(requestedBy);
  }

  /** The settings of the file, which may be empty. */
  Map<String, Object> given() {
    return Objects.requireNonNullElse(settings, Map.of());
  }

  /** The colour of the state. */
  String tag() {
    return switch (state) {
      case "SENT", "DONE" -> "good";
      case "NEEDS_ANSWER", "AWAITING_RELEASE", "PAUSED" -> "warn";
      case "UNREADABLE" -> "bad";
      default -> "";
    };
  }

  /** Whole percent of the lines that need nothing more before a carrier has them. */
  int percent() {
    return progress == null || lines.valid() == 0
        ? 0
        : (int) (100 * progress.gone() / lines.valid());
  }

  /** Whether numbers occur so often that a release has to accept it. */
  boolean hasRepeatedNumbers() {
    return summary != null && summary.repeated() != null && summary.repeated().numbers() > 0;
  }

  /** Whether there are so many lines that they were not counted; a release has to accept that. */
  boolean hasUncountedNumbers() {
    return summary != null && summary.repeated() == null;
  }

  /** Omits the values. */
  @Override
  public String toString() {
    return "BatchView[" + batchId + ", " + state + "]";
  }
}
