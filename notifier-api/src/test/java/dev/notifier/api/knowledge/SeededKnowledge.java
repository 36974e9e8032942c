package dev.notifier.api.knowledge;

import dev.notifier.store.knowledge.KnowledgeStore;

/** Stores the shipped entries of the knowledge base as the first start of an application does. */
public final class SeededKnowledge {
  private SeededKnowledge() {}

  /** Stores them, without publishing them to Kafka. */
  public static void into(KnowledgeStore store) {
    new KnowledgeSeeder(store, () -> {}).seed();
  }
}
