package dev.notifier.api.templates;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.eventtypes.EventTypeStoreLoader;
import dev.notifier.api.eventtypes.PublishedTemplates;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.seeding.DataSeeder;
import dev.notifier.config.LimitsConfig;
import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.Database;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateStore;
import dev.notifier.store.templates.TenantTemplateBytes;
import dev.notifier.templates.ReplyPlaceholders;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

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
  TemplateStore templateStore(Database database, InstantSource clock, NotifierConfig config) {
    LimitsConfig limits = config.limits();
    return new TemplateStore(
        database.dataSource(),
        clock,
        new TemplateStore.Limits(
            limits.templates(), limits.versions(), limits.tenantTemplates().toBytes()));
  }

  @Bean(initMethod = "start")
  TenantTemplateBytes tenantTemplateBytes(
      Database database, NotifierConfig config, MeterRegistry registry) {
    TenantTemplateBytes bytes =
        new TenantTemplateBytes(database.dataSource(), config.limits().tenantTemplates().toBytes());
    Gauge.builder("notifier.templates.tenants.bytes", bytes::total)
        .description("Bytes of the templates of all tenants other than default, as JSON")
        .register(registry);
    return bytes;
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
        failed ->
            store.publishDue(
                version ->
                    validator.isValidWithStoredTypes(version.template().tenant(), version.source()),
                failed),
        templatePublication::publishSoon);
  }

  @Bean
  TemplateService templateService(
      TemplateQueries queries,
      TemplateStore store,
      TemplateValidator validator,
      TopicReconciler<TemplatePublicationEntry> templatePublication,
      AuditTrail audit) {
    return new TemplateService(
        queries, store, validator, () -> templatePublication.publishWithin(MAX_CHANGE_WAIT), audit);
  }

  @Bean
  WorkLimit workLimit(NotifierConfig config) {
    return new WorkLimit(config.limits().parallelWork());
  }

  @Bean
  TemplatesController templatesController(
      TemplateService service, TemplatePreviewService previews, WorkLimit work) {
    return new TemplatesController(service, previews, work);
  }

  @Bean
  TemplateLifecycleController templateLifecycleController(
      TemplateService service, RouteStore routes, InstantSource clock) {
    return new TemplateLifecycleController(service, routes, clock);
  }

  @Bean
  TemplatePreviewService templatePreviewService(
      RouteStore routes,
      TemplateQueries queries,
      EventTypeRegistry types,
      TemplateValidator validator,
      ReplyPlaceholders replies) {
    return new TemplatePreviewService(routes, queries, types, validator, replies);
  }

  @Bean
  TemplatePreviewController templatePreviewController(
      TemplatePreviewService previews, TemplateService service, WorkLimit work) {
    return new TemplatePreviewController(previews, service, work);
  }

  @Bean
  TemplateImportExportController templateImportExportController(
      TemplateService service,
      TemplateQueries queries,
      TemplateValidator validator,
      TemplatePreviewService previews,
      WorkLimit work,
      JsonMapper json) {
    return new TemplateImportExportController(
        new TemplateImportExport(service, queries, validator, previews), work, json);
  }
}
