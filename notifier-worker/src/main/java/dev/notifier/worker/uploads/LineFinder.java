package dev.notifier.worker.uploads;

import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.StoredLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds lines of a batch by their numbers. One chunk is in memory besides what was found.
 * Thread-safe.
 */
final class LineFinder {
  private final BatchLines lines;

  LineFinder(BatchLines lines) {
    this.lines = lines;
  }

  /**
   * Finds lines of a batch that has the order of its file, so that only their chunks are read.
   *
   * @return in the order of the file; fewer if some are missing
   */
  List<StoredLine> inOrder(UUID batch, Set<Integer> wanted) {
    int[] firstLines = lines.firstLines(batch);
    Set<Integer> chunks = new TreeSet<>();
    wanted.forEach(line -> chunks.add(chunk(firstLines, line)));
    List<StoredLine> found = new ArrayList<>(wanted.size());
    chunks.forEach(chunk -> add(batch, chunk, wanted, found));
    return found;
  }

  private static int chunk(int[] firstLines, int line) {
    int found = Arrays.binarySearch(firstLines, line);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * Finds lines of a batch that has the order in which the lines of another one were planned. Lines
   * are planned about as they were passed on, so the chunks around a place are read until all are
   * found.
   *
   * @param place from 0 to 1: what part of the lines was probably planned before the wanted ones
   * @return fewer if some are missing
   */
  List<StoredLine> around(UUID batch, Set<Integer> wanted, double place) {
    int[] firstLines = lines.firstLines(batch);
    int last = Collections.max(wanted);
    List<StoredLine> found = new ArrayList<>(wanted.size());
    int above = (int) (Math.clamp(place, 0, 1) * firstLines.length);
    int below = above - 1;
    while (found.size() < wanted.size() && (below >= 0 || above < firstLines.length)) {
      if (above < firstLines.length) {
        // A chunk that begins later has none of them.
        if (firstLines[above] <= last) {
          add(batch, above, wanted, found);
        }
        above++;
      }
      if (below >= 0) {
        if (firstLines[below] <= last) {
          add(batch, below, wanted, found);
        }
        below--;
      }
    }
    return found;
  }

  private void add(UUID batch, int chunk, Set<Integer> wanted, List<StoredLine> found) {
    lines.read(batch, chunk).stream()
        .filter(line -> wanted.contains(line.line()))
        .forEach(found::add);
  }
}
