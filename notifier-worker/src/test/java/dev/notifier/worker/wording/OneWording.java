package dev.notifier.worker.wording;

import dev.notifier.contracts.PublishedRecord;
import dev.notifier.templates.Renderer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same for every type, whichever version is asked for; approved by no carrier.
 *
 * @param wording what it is
 */
public record OneWording(Renderer wording) implements WordingBook, Snapshot {
  private static final PublishedRecord PUBLISHED =
      new PublishedRecord(PublishedRecord.VERSION, "one", 1, Instant.EPOCH, 1, Map.of());

  @Override
  public Snapshot current() {
    return this;
  }

  @Override
  public Snapshot upToDate() {
    return this;
  }

  @Override
  public Choice choose(String type, @Nullable Integer pinned) {
    return new Choice.Found(wording, PUBLISHED);
  }
}
