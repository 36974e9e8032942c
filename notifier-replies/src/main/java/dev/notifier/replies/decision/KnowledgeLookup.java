package dev.notifier.replies.decision;

import java.util.List;

/** Searches the knowledge base. Never throws for any text. */
@FunctionalInterface
public interface KnowledgeLookup {
  /** A knowledge base that has nothing. */
  KnowledgeLookup NONE = text -> new Found(List.of(), false);

  /** Returns the entries that answer a text, the best first. */
  Found search(String text);

  /**
   * The result of a search.
   *
   * @param entries their ids, the best first
   * @param certain whether the first one is the answer; otherwise the person is asked to choose
   */
  record Found(List<String> entries, boolean certain) {
    /** Copies the list. */
    public Found {
      entries = List.copyOf(entries);
    }
  }
}
