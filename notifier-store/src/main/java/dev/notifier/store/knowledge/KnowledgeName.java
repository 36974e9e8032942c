package dev.notifier.store.knowledge;

import dev.notifier.contracts.knowledge.KnowledgeRecord;

/**
 * A tenant's entry.
 *
 * @param id such as {@code card-validity}
 */
public record KnowledgeName(String tenant, String id) {
  /** The key of its record on Kafka. */
  public String key() {
    return KnowledgeRecord.key(tenant, id);
  }
}
