package dev.notifier.api.knowledge;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.replies.knowledge.ShippedKnowledge;
import dev.notifier.store.knowledge.KnowledgeStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;

/** Publishes the shipped entries, unless an operator has changed or withdrawn them. */
@Order(3)
final class KnowledgeSeeder implements DataSeeder {
  private static final Logger LOG = LoggerFactory.getLogger(KnowledgeSeeder.class);

  private final KnowledgeStore store;
  private final Runnable publish;

  /**
   * @param publish starts the publication, without waiting for it
   */
  KnowledgeSeeder(KnowledgeStore store, Runnable publish) {
    this.store = store;
    this.publish = publish;
  }

  @Override
  public void seed() {
    int seeded =
        store.seed(Tenants.NATIONAL, KnowledgeEntries.contents(ShippedKnowledge.entries()));
    if (seeded > 0) {
      LOG.info("Published a new version of {} shipped entries of the knowledge base", seeded);
    }
    publish.run();
  }
}
