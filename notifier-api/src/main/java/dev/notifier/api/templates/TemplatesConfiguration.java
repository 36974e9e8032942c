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

/** The beans for templates, except those that use Kafka. */
@Configuration(proxyBeanMethods = false)
public class TemplatesConfiguration {
  /** How long the event types wait for their templates at the first start. */
  private static final Duration MAX_PUBLICATION_WAIT = Duration.ofSeconds(10);

  /** How long a change waits for its publication, so that the next event already uses it. */
  private static final Duration MAX_CHANGE_WAIT = Duration.ofSeconds(2);

  @Bean
  TemplateQueries templateQueries(Database database) {
    return new TemplateQueries(database.dataSource());
  }

  @Bean
  TemplateStore templateStore(Database database, InstantSource clock) {
    return new TemplateStore(database.dataSource(), clock);
  }

  @Bean
  TemplateValidator templateValidator(EventTypeRegistry types, EventTypeStoreLoader loader) {
    return new TemplateValidator(types, loader::all);
  }

  @Bean
  PublishedTemplates publishedTemplates(TemplateQueries queries) {
    return new IncompatibleTemplateFinder(queries);
  }

  @Bean
  DataSeeder templateSeeder(
      TemplateStore store, TopicReconciler<TemplatePublicationEntry> templatePublication) {
    return new TemplateSeeder(store, () -> templatePublication.publishWithin(MAX_PUBLICATION_WAIT));
  }

  @Bean(initMethod = "start")
  TemplatePublicationScheduler publicationScheduler(
      TemplateStore store,
      TemplateValidator validator,
      TopicReconciler<TemplatePublicationEntry> templatePublication) {
    return new TemplatePublicationScheduler(
        () -> store.publishDue(version -> validator.isValidWithStoredTypes(version.source())),
        templatePublication::publishSoon);
  }

  @Bean
  TemplateService templateService(
      TemplateQueries queries,
      TemplateStore store,
      TemplateValidator validator,
      TopicReconciler<TemplatePublicationEntry> templatePublication) {
    return new TemplateService(
        queries, store, validator, () -> templatePublication.publishWithin(MAX_CHANGE_WAIT));
  }

  @Bean
  TemplatesController templatesController(TemplateService service) {
    return new TemplatesController(service);
  }

  @Bean
  TemplateLifecycleController templateLifecycleController(
      TemplateService service, InstantSource clock) {
    return new TemplateLifecycleController(service, clock);
  }

  @Bean
  TemplatePreviewController templatePreviewController(
      RouteStore routes,
      TemplateQueries queries,
      EventTypeRegistry types,
      TemplateValidator validator,
      TemplateService service) {
    return new TemplatePreviewController(
        new TemplatePreviewService(routes, queries, types, validator), service);
  }

  @Bean
  TemplateImportExportController templateImportExportController(
      TemplateService service, TemplateQueries queries, TemplateValidator validator) {
    return new TemplateImportExportController(
        new TemplateImportExport(service, queries, validator));
  }
}
