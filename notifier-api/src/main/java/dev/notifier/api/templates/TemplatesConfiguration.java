package dev.notifier.api.templates;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.eventtypes.EventTypeStoreLoader;
import dev.notifier.api.eventtypes.PublishedTemplates;
import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.Database;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateStore;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together; what touches Kafka is made outside. */
@Configuration(proxyBeanMethods = false)
public class TemplatesConfiguration {
  /** So long the event types wait for their wordings at the first start. */
  private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(10);

  @Bean
  TemplateQueries templateReads(Database database) {
    return new TemplateQueries(database.dataSource());
  }

  @Bean
  TemplateStore templateStore(Database database, InstantSource clock) {
    return new TemplateStore(database.dataSource(), clock);
  }

  @Bean
  TemplateValidator templateCheck(EventTypeRegistry types, EventTypeStoreLoader stored) {
    return new TemplateValidator(types, stored::all);
  }

  @Bean
  PublishedTemplates publishedTemplates(TemplateQueries reads) {
    return new BrokenTemplateFinder(reads);
  }

  @Bean
  DataSeeder templateSeed(
      TemplateStore store, TopicReconciler<TemplateTopicEntry> templatePublication) {
    return new TemplateSeeder(store, () -> templatePublication.publishWithin(PUBLISHED_WITHIN));
  }

  @Bean(initMethod = "start")
  PublicationScheduler templateSchedule(
      TemplateStore store,
      TemplateValidator check,
      TopicReconciler<TemplateTopicEntry> templatePublication) {
    return new PublicationScheduler(
        () -> store.publishDue(version -> check.fitsNow(version.source())),
        templatePublication::publishSoon);
  }

  @Bean
  TemplateService templateDesk(
      TemplateQueries reads,
      TemplateStore store,
      TemplateValidator check,
      TopicReconciler<TemplateTopicEntry> templatePublication) {
    return new TemplateService(reads, store, check, templatePublication::publishSoon);
  }

  @Bean
  TemplatesController templatesController(TemplateService desk) {
    return new TemplatesController(desk);
  }

  @Bean
  TemplateLifecycleController lifeController(TemplateService desk, InstantSource clock) {
    return new TemplateLifecycleController(desk, clock);
  }

  @Bean
  TemplatePreviewController previewController(
      RouteStore routes,
      TemplateQueries reads,
      EventTypeRegistry types,
      TemplateValidator check,
      TemplateService desk) {
    return new TemplatePreviewController(
        new TemplatePreviewService(routes, reads, types, check), desk);
  }

  @Bean
  TemplateImportExportController exchangeController(
      TemplateService desk, TemplateQueries reads, TemplateValidator check) {
    return new TemplateImportExportController(new TemplateImportExport(desk, reads, check));
  }
}
