package dev.notifier.worker.feeding;

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
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends lines of batches to plan: reads a chunk, produces its lines, waits until Kafka has them,
 * then stores the position. A worker that ends in between leaves lines that are sent again, which
 * plan recognises. A batch that is paused in between keeps the position of what was sent. Not
 * thread-safe.
 */
final class BatchFeeder {
  /** Lines of chunks of which a batch sends a part, so that it needs the others again. */
  private static final int MAX_LINES = 64_000;

  /** Batches that wait for their route. */
  private static final int MAX_WAITING = 5_000;

  private final FeedStore store;
  private final BatchLines lines;
  private final LineEvents events;
  private final LineSender sender;
  private final Function<RunningBatch, LineRoom> rooms;
  private final InstantSource clock;
  private final Runnable beforeStore;
  private final BiConsumer<RunningBatch, String> failed;
  private final Map<UUID, Chunk> chunks = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<UUID, NextLine> waiting = new LinkedHashMap<>();
  private int known;

  /**
   * What was not sent of a chunk.
   *
   * @param first how many lines of the chunk come before
   */
  private record Chunk(int number, int first, List<StoredLine> lines) {
    boolean has(Position position) {
      return number == position.chunk() && first <= position.ofChunk();
    }

    List<StoredLine> from(Position position) {
      int sent = position.ofChunk() - first;
      return sent < lines.size() ? lines.subList(sent, lines.size()) : List.of();
    }
  }

  /** The routes for which the next line of a batch had no room. */
  private record NextLine(Position position, Set<String> routes) {}

  /**
   * @param rooms that of the lane of a batch
   * @param failed is called for a batch that cannot be sent, with the reason
   * @param beforeStore is called when Kafka has lines whose position is not stored yet
   */
  BatchFeeder(
      FeedStore store,
      BatchLines lines,
      LineEvents events,
      LineSender sender,
      Function<RunningBatch, LineRoom> rooms,
      InstantSource clock,
      BiConsumer<RunningBatch, String> failed,
      Runnable beforeStore) {
    this.store = store;
    this.lines = lines;
    this.events = events;
    this.sender = sender;
    this.rooms = rooms;
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
    LineRoom room = rooms.apply(batch);
    if (isWaiting(batch, room)) {
      return 0;
    }
    int sent = 0;
    while (sent < most && position.chunk() < batch.chunks()) {
      List<StoredLine> rest = rest(batch, position);
      if (rest.isEmpty()) {
        return sent;
      }
      List<StoredLine> next = rest.subList(0, Math.min(rest.size(), most - sent));
      List<StoredLine> portion = next.subList(0, room.fitting(batch.tenant(), next));
      if (portion.isEmpty()) {
        waits(batch.id(), new NextLine(position, room.routes(batch.tenant(), next.getFirst())));
        return sent;
      }
      if (!send(batch, portion)) {
        return sent;
      }
      room.fed(batch.tenant(), portion);
      beforeStore.run();
      Position after = after(position, portion.size(), rest.size());
      sent += portion.size();
      if (!store.fed(batch.id(), position, after)) {
        return sent;
      }
      sent(batch.id(), after);
      position = after;
    }
    return sent;
  }

  /** Whether the next line still has no room; needs no chunk. */
  private boolean isWaiting(RunningBatch batch, LineRoom room) {
    NextLine next = waiting.get(batch.id());
    if (next != null && next.position().equals(batch.position()) && !room.hasRoom(next.routes())) {
      return true;
    }
    waiting.remove(batch.id());
    return false;
  }

  private void waits(UUID batch, NextLine next) {
    waiting.put(batch, next);
    if (waiting.size() > MAX_WAITING) {
      waiting.remove(waiting.keySet().iterator().next());
    }
  }

  private static Position after(Position before, int sent, int restOfChunk) {
    int lines = before.lines() + sent;
    return sent == restOfChunk
        ? new Position(before.chunk() + 1, 0, lines)
        : new Position(before.chunk(), before.ofChunk() + sent, lines);
  }

  private boolean send(RunningBatch batch, List<StoredLine> portion) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(portion.size());
    try {
      for (StoredLine line : portion) {
        records.add(events.record(batch, line, clock.instant()));
      }
    } catch (PinnedTypes.UnknownTypeException e) {
      failed.accept(batch, String.valueOf(e.getMessage()));
      return false;
    }
    sender.send(records);
    return true;
  }

  /** The lines of a chunk that were not sent; empty if the batch has failed. */
  private List<StoredLine> rest(RunningBatch batch, Position position) {
    String chunk = "chunk " + position.chunk() + " of its lines ";
    try {
      List<StoredLine> rest = rest(batch.id(), position);
      if (!rest.isEmpty()) {
        return rest;
      }
      failed.accept(batch, chunk + "is missing");
    } catch (UncheckedIOException | UnreadableRecordException e) {
      failed.accept(batch, chunk + "is damaged: " + RedactedError.of(e));
    }
    return List.of();
  }

  private List<StoredLine> rest(UUID batch, Position position) {
    Chunk chunk = chunks.get(batch);
    if (chunk == null || !chunk.has(position)) {
      chunk = new Chunk(position.chunk(), 0, lines.read(batch, position.chunk()));
      keep(batch, chunk);
    }
    return chunk.from(position);
  }

  /** Keeps only what the batch needs. */
  private void sent(UUID batch, Position after) {
    Chunk chunk = chunks.get(batch);
    if (chunk != null && chunk.has(after)) {
      keep(batch, new Chunk(after.chunk(), after.ofChunk(), List.copyOf(chunk.from(after))));
    } else {
      forget(batch);
    }
  }

  private void keep(UUID batch, Chunk chunk) {
    forget(batch);
    chunks.put(batch, chunk);
    known += chunk.lines().size();
    while (known > MAX_LINES) {
      forget(chunks.keySet().iterator().next());
    }
  }

  private void forget(UUID batch) {
    Chunk chunk = chunks.remove(batch);
    known -= chunk == null ? 0 : chunk.lines().size();
  }
}
