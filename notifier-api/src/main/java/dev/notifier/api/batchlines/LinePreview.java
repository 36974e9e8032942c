package dev.notifier.api.batchlines;

import dev.notifier.api.batchlines.LinesDocument.Line;
import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.planning.RefusalCheck;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.sending.BatchLine;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.RefusedLine;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the messages of some lines as they would be sent now, with the template that the batch has.
 * Reads some chunks, wherever the lines are. Thread-safe.
 */
final class LinePreview {
  private static final String IN_DIRECTORY = "NUMBER_IN_DIRECTORY";

  /** Routes or templates are not known at the moment, or not to this instance. */
  private static final String NOT_KNOWN = "NOT_KNOWN_NOW";

  private final BatchLines lines;
  private final EventTypeRegistry types;
  private final RefusalChecks checks;
  private final InstantSource clock;

  LinePreview(
      BatchLines lines, EventTypeRegistry types, RefusalChecks checks, InstantSource clock) {
    this.lines = lines;
    this.types = types;
    this.checks = checks;
    this.clock = clock;
  }

  /**
   * Some lines of a batch that was read.
   *
   * @param from the first row of the file; of a retry, the number of the line within the batch
   * @param clear whether numbers and texts are shown
   */
  LinesDocument of(StoredBatch batch, int from, int limit, boolean clear) {
    // The lines of a retry are not in the order of the file, and none is refused.
    boolean isRetry = batch.retryOf() != null;
    List<StoredLine> valid =
        StoreAccess.call(() ->
            isRetry
                ? lines.readInOrder(batch.id(), from, limit + 1)
                : lines.readFrom(batch.id(), from, limit + 1));
    List<RefusedLine> refused =
        isRetry
            ? List.of()
            : StoreAccess.call(() -> lines.refusedFrom(batch.id(), from, limit + 1));
    RefusalCheck check = checks.forRequest();
    Instant now = clock.instant();
    CompiledEventType type = types.find(batch.type().name());
    Stream<Line> all =
        Stream.concat(
            valid.stream().map(line -> line(batch, line, type, check, now, clear)),
            refused.stream().map(line -> Line.of(line, clear)));
    List<Line> page = (isRetry ? all : all.sorted(Comparator.comparingInt(Line::row))).toList();
    return new LinesDocument(
        List.copyOf(page.subList(0, Math.min(limit, page.size()))),
        next(from, limit, page, isRetry));
  }

  private static @Nullable Integer next(int from, int limit, List<Line> page, boolean isRetry) {
    if (page.size() <= limit) {
      return null;
    }
    return isRetry ? Integer.valueOf(from + limit) : Integer.valueOf(page.get(limit).row());
  }

  private static Line line(
      StoredBatch batch,
      StoredLine line,
      @Nullable CompiledEventType type,
      RefusalCheck check,
      Instant now,
      boolean clear) {
    if (line.phone() == null) {
      return Line.unknown(line, IN_DIRECTORY, clear);
    }
    PlanningDecision decision =
        type == null ? null : check.decision(event(batch, line, type, now), Lane.BULK, now);
    return decision == null ? Line.unknown(line, NOT_KNOWN, clear) : Line.of(line, decision, clear);
  }

  private static EventRecord event(
      StoredBatch batch, StoredLine line, CompiledEventType type, Instant now) {
    BatchLine identity = new BatchLine(batch.id(), line.line());
    return new EventRecord(
        EventRecord.VERSION,
        batch.tenant(),
        identity.source(),
        identity.eventId(),
        batch.type().name(),
        now,
        line.subject(),
        line.phone(),
        line.recipient(),
        line.data(),
        type.definition().category(),
        null,
        now,
        batch.type().templateVersion(),
        null,
        null);
  }
}
