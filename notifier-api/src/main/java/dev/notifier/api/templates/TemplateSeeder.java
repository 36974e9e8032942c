package dev.notifier.api.templates;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.store.templates.TemplateStore;
import dev.notifier.templates.template.ShippedTemplates;
import dev.notifier.templates.template.TemplateSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;

/**
 * Puts the shipped wordings in force where operators have none. Before the event types: what intake
 * takes must have its wording on Kafka already.
 */
@Order(1)
final class TemplateSeeder implements DataSeeder {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateSeeder.class);

  private final TemplateStore store;
  private final Runnable afterwards;

  /**
   * @param afterwards has workers hear of it; the event types wait for it
   */
  TemplateSeeder(TemplateStore store, Runnable afterwards) {
    this.store = store;
    this.afterwards = afterwards;
  }

  @Override
  public void seed() {
    int sown = 0;
    for (TemplateSource source : ShippedTemplates.all()) {
      if (store.seed(source.id(), source.eventType(), TemplateSourceJson.of(source))) {
        sown++;
      }
    }
    if (sown > 0) {
      LOG.info("{} shipped templates are in force in a new version", sown);
    }
    afterwards.run();
  }
}
