package dev.notifier.store.people;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files of exports. They are compressed, so no one is found in them; each is deleted a day after it
 * was written, which an erasure says.
 */
final class ExportData implements PersonalDataStore {
  @Override
  public String name() {
    return "exports";
  }

  @Override
  public Set<String> tables() {
    return Set.of("exports", "export_chunks");
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
