package dev.notifier.worker.uploads;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.keys.BusinessKeyDigest;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.keys.BusinessKey;
import dev.notifier.store.keys.KeyClaim;
import dev.notifier.store.keys.KeyProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds lines of dry runs about facts of which the recipient has a message already, or gets one by
 * an earlier line. What it knows of the earlier lines of a dry run is in memory; another worker
 * reads some of them again. Thread-safe.
 */
final class RepeatedFacts {
  /** Those of others are read again, if there are ever so many at a time. */
  private static final int MAX_DRY_RUNS = 2;

  /** Chunks that a step reads again at most: some seconds, so that it keeps its lease. */
  private static final int CATCH_UP = 200;

  private final BatchLines lines;
  private final KeyProbe probe;
  private final SubjectDigest digests;
  private final int catchUp;
  private final Map<UUID, Seen> dryRuns = new LinkedHashMap<>();

  /**
   * The keys of the chunks before.
   *
   * @param chunk the next one
   */
  private record Seen(int chunk, SeenKeys keys) {}

  RepeatedFacts(BatchLines lines, KeyProbe probe, SubjectDigest digests) {
    this(lines, probe, digests, CATCH_UP);
  }

  /**
   * @param catchUp how many chunks a step reads again at most
   */
  RepeatedFacts(BatchLines lines, KeyProbe probe, SubjectDigest digests, int catchUp) {
    this.catchUp = catchUp;
    this.lines = lines;
    this.probe = probe;
    this.digests = digests;
  }

  /**
   * The lines of a step of a dry run. If too many of those before would have to be read again, it
   * goes on without them.
   *
   * @param check that of the batch
   * @param first the first chunk of the step
   */
  Step begin(UUID dryRun, UUID batch, LineCheck check, int first, Instant now) {
    Seen seen = take(dryRun);
    boolean isPrefix = seen != null && seen.chunk() <= first;
    SeenKeys keys = seen != null && isPrefix ? seen.keys() : new SeenKeys();
    int chunk = seen != null && isPrefix ? seen.chunk() : 0;
    if (!check.hasBusinessKeys() || keys.isFull()) {
      return new Step(dryRun, check, keys, now);
    }
    if (first - chunk > catchUp) {
      return withoutEarlier(dryRun, check, now);
    }
    Step step = new Step(dryRun, check, keys, now);
    for (; chunk < first && !keys.isFull(); chunk++) {
      lines.read(batch, chunk).forEach(line -> step.add(line, keys));
    }
    return step;
  }

  /** The lines of a step that knows nothing of those before. */
  Step withoutEarlier(UUID dryRun, LineCheck check, Instant now) {
    return new Step(dryRun, check, null, now);
  }

  private synchronized @Nullable Seen take(UUID dryRun) {
    return dryRuns.remove(dryRun);
  }

  private synchronized void keep(UUID dryRun, Seen seen) {
    dryRuns.put(dryRun, seen);
    if (dryRuns.size() > MAX_DRY_RUNS) {
      dryRuns.remove(dryRuns.keySet().iterator().next());
    }
  }

  /** Used by one thread. */
  final class Step {
    private final UUID dryRun;
    private final LineCheck check;
    private final @Nullable SeenKeys keys;
    private final Instant now;

    private Step(UUID dryRun, LineCheck check, @Nullable SeenKeys keys, Instant now) {
      this.dryRun = dryRun;
      this.check = check;
      this.keys = keys;
      this.now = now;
    }

    /** The numbers of lines of a chunk that are not sent because of others. */
    Set<Integer> repeated(List<StoredLine> chunk) {
      Set<Integer> repeated = new HashSet<>();
      Map<UUID, Integer> byId = new LinkedHashMap<>();
      List<KeyClaim> claims = new ArrayList<>();
      for (StoredLine line : chunk) {
        EventRecord event = check.event(line);
        BusinessKey key = key(event);
        if (key == null) {
          continue;
        }
        if (keys != null && keys.isRepeated(key.digest())) {
          repeated.add(line.line());
        } else {
          UUID id = new UUID(0, line.line());
          byId.put(id, line.line());
          claims.add(new KeyClaim(key, id, event.tenant(), false));
        }
      }
      if (!claims.isEmpty()) {
        probe.duplicates(claims, now).forEach(id -> repeated.add(byId.get(id)));
      }
      return repeated;
    }

    private void add(StoredLine line, SeenKeys seen) {
      BusinessKey key = key(check.event(line));
      if (key != null) {
        var _ = seen.isRepeated(key.digest());
      }
    }

    private @Nullable BusinessKey key(EventRecord event) {
      UUID digest = BusinessKeyDigest.of(digests, event, event.phone());
      Duration window = event.rules().keyWindow();
      return digest == null || window == null ? null : new BusinessKey(digest, window, null);
    }

    /** Whether it knows lines of the steps before, as far as there is memory for them. */
    boolean knowsEarlier() {
      return keys != null;
    }

    /** Whether it knows all lines before. */
    boolean isComplete() {
      return keys != null && !keys.isFull();
    }

    /**
     * Keeps what is known for the next step.
     *
     * @param chunk the first one of that
     */
    void end(int chunk) {
      if (keys != null) {
        keep(dryRun, new Seen(chunk, keys));
      }
    }
  }
}
