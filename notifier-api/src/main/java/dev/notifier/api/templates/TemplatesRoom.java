package dev.notifier.api.templates;

import dev.notifier.api.publication.Publication;
import dev.notifier.api.publication.Seed;
import dev.notifier.api.types.EventTypes;
import dev.notifier.api.types.PublishedTemplates;
import dev.notifier.api.types.StoredTypes;
import dev.notifier.store.Database;
import dev.notifier.store.Routes;
import dev.notifier.store.templates.TemplateReads;
import dev.notifier.store.templates.TemplateStore;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together; what touches Kafka is made outside. */
@Configuration(proxyBeanMethods = false)
public class TemplatesRoom {
  /** So long the event types wait for their wordings at the first start. */
  private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(10);

  @Bean
  TemplateReads templateReads(Database database) {
    return new TemplateReads(database.dataSource());
  }

  @Bean
  TemplateStore templateStore(Database database, InstantSource clock) {
    return new TemplateStore(database.dataSource(), clock);
  }

  @Bean
  TemplatesOnTopic templatesOnTopic(TemplateReads reads) {
    return new TemplatesOnTopic(reads);
  }

  @Bean
  TemplateCheck templateCheck(EventTypes types, StoredTypes stored) {
    return new TemplateCheck(types, stored::all);
  }

  @Bean
  PublishedTemplates publishedTemplates(TemplateReads reads) {
    return new BrokenTemplates(reads);
  }

  @Bean
  Seed templateSeed(TemplateStore store, Publication<TopicEntry> templatePublication) {
    return new TemplateSeed(store, () -> templatePublication.within(PUBLISHED_WITHIN));
  }

  @Bean(initMethod = "start")
  Schedule templateSchedule(
      TemplateStore store, TemplateCheck check, Publication<TopicEntry> templatePublication) {
    return new Schedule(
        () -> store.publishDue(version -> check.fitsNow(version.source())),
        templatePublication::soon);
  }

  @Bean
  TemplateDesk templateDesk(
      TemplateReads reads,
      TemplateStore store,
      TemplateCheck check,
      Publication<TopicEntry> templatePublication) {
    return new TemplateDesk(reads, store, check, templatePublication::soon);
  }

  @Bean
  TemplatesController templatesController(TemplateDesk desk) {
    return new TemplatesController(desk);
  }

  @Bean
  LifeController lifeController(TemplateDesk desk, InstantSource clock) {
    return new LifeController(desk, clock);
  }

  @Bean
  PreviewController previewController(
      Routes routes,
      TemplateReads reads,
      EventTypes types,
      TemplateCheck check,
      TemplateDesk desk) {
    return new PreviewController(new PreviewDesk(routes, reads, types, check), desk);
  }

  @Bean
  ExchangeController exchangeController(
      TemplateDesk desk, TemplateReads reads, TemplateCheck check) {
    return new ExchangeController(new Exchange(desk, reads, check));
  }
}
