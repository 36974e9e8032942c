package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.quarantine.QuarantineMark;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records about which something was done last. Only a record that its stage writes again after
 * that, soon and after a restart, is looked up, so the latest are enough. Used by one thread.
 */
final class HandledPositions {
  private static final int MAX_POSITIONS = 100_000;

  private final Map<String, QuarantineMark> marks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, QuarantineMark> eldest) {
          return size() > MAX_POSITIONS;
        }
      };

  void put(String position, QuarantineMark mark) {
    marks.remove(position); // The new place is the last one.
    marks.put(position, mark);
  }

  @Nullable QuarantineMark get(String position) {
    return marks.get(position);
  }
}
