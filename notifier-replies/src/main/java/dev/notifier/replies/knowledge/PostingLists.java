package dev.notifier.replies.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * For each key, the documents that have it and the weight that it has there. Keys are looked up
 * without boxing. Immutable, thread-safe.
 */
final class PostingLists {
  private static final int[] NO_DOCUMENTS = {};

  /** A power of two, at least twice the number of keys. */
  private final long[] keys;

  private final int[][] documents;
  private final float[][] weights;
  private final float[] rarities;

  private PostingLists(int capacity) {
    keys = new long[capacity];
    documents = new int[capacity][];
    weights = new float[capacity][];
    rarities = new float[capacity];
  }

  /** Collects postings. Not thread-safe. */
  static final class Builder {
    private record Posting(int document, float weight) {}

    private final Map<Long, List<Posting>> postings = new HashMap<>();

    /** Adds a posting; documents are added in ascending order. */
    void add(long key, int document, float weight) {
      postings.computeIfAbsent(key, any -> new ArrayList<>()).add(new Posting(document, weight));
    }

    /** Builds the lists; the weight of a posting is multiplied by the rarity of its key. */
    PostingLists build(ToDoubleFunction<Long> rarity) {
      PostingLists lists = new PostingLists(Integer.highestOneBit(postings.size() * 2 + 1) * 2);
      postings.forEach((key, list) -> {
        int slot = lists.slot(key);
        float keyRarity = (float) rarity.applyAsDouble(key);
        lists.keys[slot] = key;
        lists.rarities[slot] = keyRarity;
        lists.documents[slot] = new int[list.size()];
        lists.weights[slot] = new float[list.size()];
        for (int i = 0; i < list.size(); i++) {
          lists.documents[slot][i] = list.get(i).document();
          lists.weights[slot][i] = list.get(i).weight() * keyRarity;
        }
      });
      return lists;
    }
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & keys.length - 1;
    while (documents[slot] != null && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }

  /** Adds to each document that has the key its weight, multiplied by the factor. */
  void addTo(float[] scores, long key, float factor) {
    int slot = slot(key);
    int[] found = documents[slot] == null ? NO_DOCUMENTS : documents[slot];
    for (int i = 0; i < found.length; i++) {
      scores[found[i]] += weights[slot][i] * factor;
    }
  }

  /** Returns the rarity of the key; 0 if no document has it. */
  float rarity(long key) {
    return rarities[slot(key)];
  }
}
