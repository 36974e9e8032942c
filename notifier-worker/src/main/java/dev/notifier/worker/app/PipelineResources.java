package dev.notifier.worker.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.topics.TopicCreator;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.store.routes.BindSlotStore;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.worker.templates.PublishedTemplateCompiler;
import dev.notifier.worker.templates.TemplateRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * The resources that the stages share: the routes, the published templates, the bind slots and a
 * Kafka admin.
 *
 * @param routes the routes of this worker's configuration with their stored settings
 */
record PipelineResources(
    Map<String, RouteConfig> routes,
    BindSlotStore bindSlots,
    ActiveRoutes activeRoutes,
    TemplateRegistry templates,
    Admin admin)
    implements AutoCloseable {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  /**
   * Migrates the database, creates the topics, and reads everything that is published. Can be
   * repeated after a failure.
   *
   * @throws RuntimeException if Kafka or PostgreSQL is unavailable; its message says so
   */
  static PipelineResources open(WorkerDependencies dependencies) {
    NotifierConfig config = dependencies.config();
    switch (config.postgres().migration()) {
      case AT_START -> dependencies.database().migrate();
      case WAIT -> dependencies.database().requireMigrated();
    }
    RouteStore store = new RouteStore(dependencies.database().dataSource(), dependencies.clock());
    Map<String, RouteConfig> routes = store.seed(config.routes());
    BindSlotStore slots = new BindSlotStore(dependencies.database().dataSource());
    routes.forEach((name, route) -> slots.register(name, route.sessions(), Topics.BIND_SLOTS));
    Admin admin = dependencies.clients().admin("pipeline");
    try {
      new TopicCreator(admin, Thread::sleep, config.kafka().replication())
          .ensure(TopicSettings.pipeline(maxSessions(routes)));
      ActiveRoutes activeRoutes = startRoutes(dependencies, store);
      TemplateRegistry templates = startTemplates(dependencies, activeRoutes);
      return new PipelineResources(routes, slots, activeRoutes, templates, admin);
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  private static Map<String, Integer> maxSessions(Map<String, RouteConfig> routes) {
    Map<String, Integer> sessions = new LinkedHashMap<>();
    routes.forEach((name, route) -> sessions.put(name, route.maxSessions()));
    return sessions;
  }

  private static ActiveRoutes startRoutes(WorkerDependencies dependencies, RouteStore store) {
    ActiveRoutes routes =
        new ActiveRoutes(
            store, dependencies.config().routes(), dependencies.clients(), dependencies.clock());
    try {
      routes.start(store.all());
      return routes;
    } catch (InterruptedException e) {
      routes.close();
      throw interrupted(e);
    } catch (RuntimeException e) {
      routes.close();
      throw e;
    }
  }

  /** Plan must not start before every published template is known. */
  private static TemplateRegistry startTemplates(
      WorkerDependencies dependencies, ActiveRoutes activeRoutes) {
    TemplateRegistry templates =
        new TemplateRegistry(
            dependencies.clients(), System::nanoTime, new PublishedTemplateCompiler());
    templates.start();
    try {
      templates.readToEnd(READ_TIMEOUT);
      return templates;
    } catch (InterruptedException e) {
      templates.close();
      activeRoutes.close();
      throw interrupted(e);
    } catch (RuntimeException e) {
      templates.close();
      activeRoutes.close();
      throw e;
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("The start of the pipeline was interrupted", e);
  }

  @Override
  public void close() {
    templates.close();
    activeRoutes.close();
    admin.close(Duration.ofSeconds(1));
  }
}
