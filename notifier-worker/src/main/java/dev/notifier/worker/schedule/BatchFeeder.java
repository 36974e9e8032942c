package dev.notifier.worker.schedule;

import dev.notifier.contracts.RecordJson.UnreadableRecordException;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.feeding.FeedStore;
import dev.notifier.store.feeding.RunningBatch;
import dev.notifier.store.feeding.RunningBatch.Position;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines of batches to plan: reads a chunk, produces its lines, waits until Kafka has them,
 * then stores the position. A worker that ends in between leaves lines that are sent again, which
 * plan recognises. A batch that is paused in between keeps the position of what was sent. Not
 * thread-safe.
 */
final class BatchFeeder {
  /** Of 1,000 lines each, which a batch needs again if it sends a part of them. */
  private static final int MAX_CHUNKS = 32;

  private final FeedStore store;
  private final BatchLines lines;
  private final LineEvents events;
  private final LineSender sender;
  private final LineRoom room;
  private final InstantSource clock;
  private final Runnable beforeStore;
  private final BiConsumer<RunningBatch, String> failed;
  private final Map<UUID, Chunk> chunks = new LinkedHashMap<>(16, 0.75f, true);

  private record Chunk(int number, List<StoredLine> lines) {}

  /**
   * @param failed is called for a batch that cannot be sent, with the reason
   * @param beforeStore is called when Kafka has lines whose position is not stored yet
   */
  BatchFeeder(
      FeedStore store,
      BatchLines lines,
      LineEvents events,
      LineSender sender,
      LineRoom room,
      InstantSource clock,
      BiConsumer<RunningBatch, String> failed,
      Runnable beforeStore) {
    this.store = store;
    this.lines = lines;
    this.events = events;
    this.sender = sender;
    this.room = room;
    this.clock = clock;
    this.failed = failed;
    this.beforeStore = beforeStore;
  }

  /**
   * Sends the next lines of a batch.
   *
   * @param batch as it is stored
   * @param most how many lines
   * @return how many Kafka has; fewer than allowed if the lanes have no room for the next line,
   *     another worker sends the batch, or it fails
   * @throws org.apache.kafka.common.KafkaException if Kafka does not confirm them
   * @throws org.springframework.dao.DataAccessException if PostgreSQL is unavailable
   */
  int feed(RunningBatch batch, int most) {
    Position position = batch.position();
    int sent = 0;
    while (sent < most && position.chunk() < batch.chunks()) {
      List<StoredLine> chunk = chunk(batch, position);
      if (chunk == null) {
        return sent;
      }
      int allowed = Math.min(chunk.size(), position.ofChunk() + most - sent);
      List<StoredLine> next = chunk.subList(position.ofChunk(), allowed);
      List<StoredLine> portion = next.subList(0, room.fitting(next));
      if (portion.isEmpty() || !send(batch, portion)) {
        return sent;
      }
      room.fed(portion);
      beforeStore.run();
      Position after = after(position, portion.size(), chunk.size());
      sent += portion.size();
      if (!store.fed(batch.id(), position, after)) {
        return sent;
      }
      position = after;
    }
    return sent;
  }

  private static Position after(Position before, int sent, int ofChunk) {
    int end = before.ofChunk() + sent;
    int lines = before.lines() + sent;
    return end == ofChunk
        ? new Position(before.chunk() + 1, 0, lines)
        : new Position(before.chunk(), end, lines);
  }

  private boolean send(RunningBatch batch, List<StoredLine> portion) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(portion.size());
    try {
      for (StoredLine line : portion) {
        records.add(events.record(batch, line, clock.instant()));
      }
    } catch (LineEvents.UnknownTypeException e) {
      failed.accept(batch, String.valueOf(e.getMessage()));
      return false;
    }
    sender.send(records);
    return true;
  }

  /** Returns null if the batch has failed. */
  private @Nullable List<StoredLine> chunk(RunningBatch batch, Position position) {
    String chunk = "chunk " + position.chunk() + " of its lines ";
    try {
      List<StoredLine> read = chunk(batch.id(), position.chunk());
      if (read.size() > position.ofChunk()) {
        return read;
      }
      failed.accept(batch, chunk + "is missing");
    } catch (UncheckedIOException | UnreadableRecordException e) {
      failed.accept(batch, chunk + "is damaged: " + RedactedError.of(e));
    }
    return null;
  }

  private List<StoredLine> chunk(UUID batch, int number) {
    Chunk known = chunks.get(batch);
    if (known != null && known.number() == number) {
      return known.lines();
    }
    List<StoredLine> read = lines.read(batch, number);
    chunks.put(batch, new Chunk(number, read));
    if (chunks.size() > MAX_CHUNKS) {
      chunks.remove(chunks.keySet().iterator().next());
    }
    return read;
  }
}
