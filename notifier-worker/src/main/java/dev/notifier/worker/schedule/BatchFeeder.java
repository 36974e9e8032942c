package dev.notifier.worker.schedule;

import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.feeding.FeedStore;
import dev.notifier.store.feeding.RunningBatch;
import dev.notifier.store.feeding.RunningBatch.Position;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends lines of batches to plan: reads a chunk, produces its lines, waits until Kafka has them, then
 * stores the position. A worker that ends in between leaves lines that are sent again, which plan
 * recognises. A batch that is paused in between keeps the position of what was sent. Not
 * thread-safe.
 */
final class BatchFeeder {
  /** Of 1,000 lines each, which a batch needs again if it sends a part of them. */
  private static final int MAX_CHUNKS = 32;

  private final FeedStore store;
  private final BatchLines lines;
  private final LineEvents events;
  private final LineSender sender;
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
      InstantSource clock,
      BiConsumer<RunningBatch, String> failed,
      Runnable beforeStore) {
    this.store = store;
    this.lines = lines;
    this.events = events;
    this.sender = sender;
    this.clock = clock;
    this.failed = failed;
    this.beforeStore = beforeStore;
  }

  /**
   * Sends the next lines of a batch.
   *
   * @param batch as it is stored
   * @param most how many lines
   * @return how many Kafka has; fewer than allowed if another worker sends the batch, or it fails
   * @throws org.apache.kafka.common.KafkaException if Kafka does not confirm them
   * @throws org.springframework.dao.DataAccessException if PostgreSQL is unavailable
   */
  int feed(RunningBatch batch, int most) {
    Position position = batch.position();
    int sent = 0;
    while (sent < most && position.chunk() < batch.chunks()) {
      List<StoredLine> chunk = chunk(batch.id(), position.chunk());
      if (chunk.size() <= position.ofChunk()) {
        failed.accept(batch, "chunk " + position.chunk() + " of its lines is missing");
        return sent;
      }
      int end = Math.min(chunk.size(), position.ofChunk() + most - sent);
      List<StoredLine> portion = chunk.subList(position.ofChunk(), end);
      if (!send(batch, portion)) {
        return sent;
      }
      beforeStore.run();
      int fed = position.lines() + portion.size();
      Position next =
          end == chunk.size()
              ? new Position(position.chunk() + 1, 0, fed)
              : new Position(position.chunk(), end, fed);
      sent += portion.size();
      if (!store.fed(batch.id(), position, next)) {
        return sent;
      }
      position = next;
    }
    return sent;
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
