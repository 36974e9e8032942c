package dev.notifier.worker.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.kafka.topics.TopicCreator;
import dev.notifier.kafka.topics.TopicCreator.TopicCreationException;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.planning.templates.PublishedTemplateCompiler;
import dev.notifier.store.routes.BindSlotStore;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.worker.audit.AuditHeads;
import dev.notifier.worker.cancellation.CancellationTopic;
import dev.notifier.worker.knowledge.KnowledgeTopic;
import dev.notifier.worker.optouts.OptOutPublisher;
import dev.notifier.worker.optouts.OptOutTopic;
import dev.notifier.worker.templates.TemplateRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resources that the stages share: the routes, the published templates, the rules of
 * cancellations, the opt-outs, the knowledge base, the noted end of the audit, the bind slots and a
 * Kafka admin.
 *
 * @param routes the routes of this worker's configuration with their stored settings
 * @param opened closes all of them
 */
record PipelineResources(
    Map<String, RouteConfig> routes,
    CachedSlotRegistry bindSlots,
    ActiveRoutes activeRoutes,
    TemplateRegistry templates,
    CancellationTopic cancellations,
    OptOutTopic optOuts,
    KnowledgeTopic knowledge,
    AuditHeads auditHeads,
    Admin admin,
    OpenedResources opened)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineResources.class);
  private static final Duration ADMIN_CLOSE_TIMEOUT = Duration.ofSeconds(1);

  /** One-time codes wait no longer for the opt-outs, nor opt-outs for the knowledge base. */
  private static final Duration SHORT_WAIT = Duration.ofSeconds(3);

  /** How long a route awaits receipts at most; zero without routes. */
  Duration longestNoReceiptAfter() {
    return routes.values().stream()
        .map(RouteConfig::noReceiptAfter)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /**
   * Migrates the database, creates the topics, and reads everything that is published. Can be
   * repeated after a failure, which leaves nothing open.
   *
   * @throws RuntimeException if Kafka or PostgreSQL is unavailable; its message says so
   */
  static PipelineResources open(WorkerDependencies dependencies, StartProgress progress) {
    OpenedResources opened = new OpenedResources();
    try {
      return open(dependencies, progress, opened);
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private static PipelineResources open(
      WorkerDependencies dependencies, StartProgress progress, OpenedResources opened) {
    NotifierConfig config = dependencies.config();
    Admin admin = dependencies.clients().admin("pipeline");
    opened.add(() -> admin.close(ADMIN_CLOSE_TIMEOUT));
    dependencies.clusterCheck().verify(admin);
    switch (config.postgres().migration()) {
      case AT_START -> dependencies.database().migrate();
      case WAIT -> dependencies.database().requireMigrated();
    }
    RouteStore store = new RouteStore(dependencies.database().dataSource(), dependencies.clock());
    Map<String, RouteConfig> routes = store.seed(config.routes());
    TopicCreator topics = new TopicCreator(admin, Thread::sleep, config.kafka().replication());
    topics.ensure(TopicSettings.pipeline(byRoute(routes, RouteConfig::maxSessions)));
    createAuditHeads(topics);
    dependencies.clusterCheck().verify(admin);
    CachedSlotRegistry slots =
        opened.add(
            new CachedSlotRegistry(
                new BindSlotStore(dependencies.database().dataSource()),
                byRoute(routes, RouteConfig::sessions),
                partitions -> topics.ensure(List.of(TopicSettings.binds(partitions)))));
    slots.start();
    ActiveRoutes activeRoutes =
        opened.add(
            new ActiveRoutes(store, config.routes(), dependencies.clients(), dependencies.clock()));
    activeRoutes.start(store.all(), progress);
    // Plan must not start before every published template is known.
    TemplateRegistry templates =
        opened.add(
            new TemplateRegistry(
                dependencies.clients(), System::nanoTime, new PublishedTemplateCompiler()));
    templates.start();
    // Without it, only the audit is not chained.
    AuditHeads heads = opened.add(new AuditHeads(dependencies.clients(), System::nanoTime));
    heads.start();
    // Nothing may be submitted before every rule is known.
    CancellationTopic cancellations =
        opened.add(new CancellationTopic(dependencies.clients(), System::nanoTime));
    cancellations.start();
    OptOutTopic optOuts = opened.add(optOuts(dependencies));
    optOuts.start();
    opened.add(optOutPublisher(dependencies)).start();
    KnowledgeTopic knowledge =
        opened.add(new KnowledgeTopic(dependencies.clients(), System::nanoTime));
    knowledge.start();
    progress.await(templates::awaitComplete, templates::progress);
    progress.await(cancellations::awaitComplete, cancellations::progress);
    // Otherwise the first SERVICE messages would wait on a retry topic even if there are few.
    awaitBriefly(optOuts::awaitComplete);
    // Otherwise the first questions would wait in the inbox.
    awaitBriefly(knowledge::awaitComplete);
    return new PipelineResources(
        routes,
        slots,
        activeRoutes,
        templates,
        cancellations,
        optOuts,
        knowledge,
        heads,
        admin,
        opened);
  }

  private static OptOutPublisher optOutPublisher(WorkerDependencies dependencies) {
    return new OptOutPublisher(
        dependencies.database().dataSource(),
        dependencies.clients(),
        numbers(dependencies),
        dependencies.clock(),
        System::nanoTime);
  }

  private static RecipientKey numbers(WorkerDependencies dependencies) {
    return new RecipientKey(dependencies.config().privacyKey().getBytes(StandardCharsets.UTF_8));
  }

  /** Submit waits for them, and not for one-time codes. */
  private static OptOutTopic optOuts(WorkerDependencies dependencies) {
    return new OptOutTopic(dependencies.clients(), numbers(dependencies), System::nanoTime);
  }

  private static void awaitBriefly(StartProgress.Read read) {
    try {
      var _ = read.await(SHORT_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartProgress.StoppedException();
    }
  }

  /** Messages are sent without this topic. The health says so until it can be read. */
  private static void createAuditHeads(TopicCreator topics) {
    try {
      topics.ensure(List.of(TopicSettings.auditHeads()));
    } catch (TopicCreationException e) {
      LOG.warn(
          "The end of the audit's chain cannot be noted; create the topic, or restart this worker"
              + " when it can: {}",
          e.getMessage());
    }
  }

  private static Map<String, Integer> byRoute(
      Map<String, RouteConfig> routes, ToIntFunction<RouteConfig> number) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    routes.forEach((name, route) -> numbers.put(name, number.applyAsInt(route)));
    return numbers;
  }

  @Override
  public void close() {
    opened.close();
  }
}
