package dev.notifier.store.batches;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * The smallest hashes of a set of lines, which say what part of the set is in another one: the
 * lines below the same hash are a random sample of both. Not thread-safe.
 */
public final class LineSketch {
  /** The most hashes that are kept. Of a set that is not larger, all are. */
  static final int MAX = 4_096;

  /** Fewer say too little, unless they are all. */
  private static final int MIN_SAMPLE = 50;

  private final long[] hashes = new long[2 * MAX];
  private int size;
  private boolean sorted = true;

  /** Reads a sketch that was stored. */
  static LineSketch of(byte[] stored) {
    LineSketch sketch = new LineSketch();
    LongBuffer longs = ByteBuffer.wrap(stored).asLongBuffer();
    sketch.size = longs.remaining();
    longs.get(sketch.hashes, 0, sketch.size);
    return sketch;
  }

  /**
   * Adds a line; one that is there already changes nothing.
   *
   * @param hash evenly distributed
   */
  public void add(long hash) {
    hashes[size++] = hash;
    sorted = false;
    if (size == hashes.length) {
      sort();
    }
  }

  void addAll(LineSketch other) {
    other.sort();
    for (int i = 0; i < other.size; i++) {
      add(other.hashes[i]);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  byte[] toBytes() {
    sort();
    ByteBuffer bytes = ByteBuffer.allocate(size * Long.BYTES);
    bytes.asLongBuffer().put(hashes, 0, size);
    return bytes.array();
  }

  /** Sorts the hashes, and keeps the smallest ones. */
  private void sort() {
    if (!sorted) {
      Arrays.sort(hashes, 0, size);
      int kept = 0;
      for (int i = 0; i < size && kept < MAX; i++) {
        if (i == 0 || hashes[i] != hashes[i - 1]) {
          hashes[kept++] = hashes[i];
        }
      }
      size = kept;
      sorted = true;
    }
  }

  /**
   * What part of these lines is in another set, from 0 to 1. Exact if both have at most {@value
   * #MAX} lines, else about 2 % wrong; 0 if one has so many more lines than the other that the
   * sample says nothing.
   */
  double shareIn(LineSketch other) {
    sort();
    other.sort();
    long last = Math.min(last(), other.last());
    int sample = 0;
    int common = 0;
    for (int i = 0; i < size && hashes[i] <= last; i++) {
      sample++;
      if (Arrays.binarySearch(other.hashes, 0, other.size, hashes[i]) >= 0) {
        common++;
      }
    }
    boolean all = size < MAX && other.size < MAX;
    return sample == 0 || (sample < MIN_SAMPLE && !all) ? 0 : (double) common / sample;
  }

  /** The hash up to which all are known. */
  private long last() {
    return size < MAX ? Long.MAX_VALUE : hashes[size - 1];
  }
}
