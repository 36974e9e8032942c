package dev.notifier.worker.journal;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import java.util.List;
import java.util.Map;

/** Reads the messages of pending segments again. */
@FunctionalInterface
public interface TextLookup {
  /** The messages of a lane by offset; an offset that was deleted is missing. */
  Map<Long, SubmitRecord> lookUp(Lane lane, List<Long> offsets);
}
