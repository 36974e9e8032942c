package dev.notifier.api.templates;

import dev.notifier.api.publication.Seed;
import dev.notifier.store.templates.TemplateStore;
import dev.notifier.templates.wording.ShippedWordings;
import dev.notifier.templates.wording.TemplateSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;

/**
 * Puts the shipped wordings in force where operators have none. Before the event types: what intake
 * takes must have its wording on Kafka already.
 */
@Order(1)
final class TemplateSeed implements Seed {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateSeed.class);

  private final TemplateStore store;
  private final Runnable afterwards;

  /**
   * @param afterwards has workers hear of it; the event types wait for it
   */
  TemplateSeed(TemplateStore store, Runnable afterwards) {
    this.store = store;
    this.afterwards = afterwards;
  }

  @Override
  public void sow() {
    int sown = 0;
    for (TemplateSource source : ShippedWordings.all()) {
      if (store.seed(source.id(), source.eventType(), SourceMap.of(source))) {
        sown++;
      }
    }
    if (sown > 0) {
      LOG.info("{} shipped templates are in force in a new version", sown);
    }
    afterwards.run();
  }
}
