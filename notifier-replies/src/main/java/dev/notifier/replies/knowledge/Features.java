package dev.notifier.replies.knowledge;

import java.util.Arrays;

/** Keys with weights, each key once. Not thread-safe while it is filled. */
final class Features {
  private static final int INITIAL = 32;

  private long[] keys = new long[INITIAL];
  private float[] weights = new float[INITIAL];
  private int size;

  /** Adds a key; a repeated one keeps its higher weight. */
  void add(long key, float weight) {
    for (int i = 0; i < size; i++) {
      if (keys[i] == key) {
        weights[i] = Math.max(weights[i], weight);
        return;
      }
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      weights = Arrays.copyOf(weights, size * 2);
    }
    keys[size] = key;
    weights[size++] = weight;
  }

  int size() {
    return size;
  }

  long key(int index) {
    return keys[index];
  }

  float weight(int index) {
    return weights[index];
  }
}
