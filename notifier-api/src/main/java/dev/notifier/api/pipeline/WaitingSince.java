package dev.notifier.api.pipeline;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Since when the first record that waits on a partition has been there. Remembers when the end of
 * the partition was seen where, so no record is read. Used by one thread.
 */
final class WaitingSince {
  /** Of more marks, every second one is forgotten; the oldest and the newest stay. */
  static final int MAX_MARKS = 500;

  private final Deque<Mark> marks = new ArrayDeque<>();
  private boolean marked;

  /**
   * @param end behind the last record at this time
   */
  private record Mark(long end, Instant at) {}

  /** Whether nothing is known yet. */
  boolean isNew() {
    return !marked;
  }

  /**
   * Notes what is there now.
   *
   * @param taken the offset of the first record that waits
   * @param end behind the last record
   */
  void note(long taken, long end, Instant now) {
    marked = true;
    // An end that is not there any more is that of a topic before it was created again.
    marks.removeIf(mark -> mark.end() <= taken || mark.end() > end);
    Mark last = marks.peekLast();
    if (end > taken && (last == null || last.end() < end)) {
      marks.add(new Mark(end, now));
    }
    if (marks.size() > MAX_MARKS) {
      thin();
    }
  }

  /** When the first record that waits was first seen; null if none waits. */
  @Nullable Instant first() {
    Mark first = marks.peekFirst();
    return first == null ? null : first.at();
  }

  private void thin() {
    List<Mark> all = new ArrayList<>(marks);
    marks.clear();
    for (int i = 0; i < all.size(); i++) {
      if (i % 2 == 0 || i == all.size() - 1) {
        marks.add(all.get(i));
      }
    }
  }
}
