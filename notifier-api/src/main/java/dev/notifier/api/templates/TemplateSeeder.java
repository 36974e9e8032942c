package dev.notifier.api.templates;

import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.templates.TemplateStore;
import dev.notifier.templates.template.ShippedTemplates;
import dev.notifier.templates.template.TemplateSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;

/**
 * Publishes the shipped templates, unless an operator has published another version. Runs before
 * the event types are seeded: the template of an accepted event must already be on Kafka.
 */
@Order(1)
final class TemplateSeeder implements DataSeeder {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateSeeder.class);

  private final TemplateStore store;
  private final Runnable publish;

  /**
   * @param publish publishes to Kafka and waits for it
   */
  TemplateSeeder(TemplateStore store, Runnable publish) {
    this.store = store;
    this.publish = publish;
  }

  @Override
  public void seed() {
    int seeded = 0;
    for (TemplateSource source : ShippedTemplates.all()) {
      if (store.seed(
          TemplateName.national(source.id()), source.eventType(), TemplateSourceJson.of(source))) {
        seeded++;
      }
    }
    if (seeded > 0) {
      LOG.info("Published a new version of {} shipped templates", seeded);
    }
    publish.run();
  }
}
