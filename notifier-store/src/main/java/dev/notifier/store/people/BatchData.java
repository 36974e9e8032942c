package dev.notifier.store.people;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files and lines of batches. They are compressed, so no one is found in them; they are deleted
 * some time after the batch has ended, which an erasure says. A line that is sent after an erasure
 * is a new message.
 */
final class BatchData implements PersonalDataStore {
  @Override
  public String name() {
    return "batches";
  }

  @Override
  public Set<String> tables() {
    return Set.of("batches", "upload_chunks", "batch_chunks", "batch_refused", "batch_dry_runs");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return List.of();
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    return Erased.NOTHING;
  }
}
