package dev.notifier.worker.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.topics.TopicCreator;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.store.Database;
import dev.notifier.store.routes.BindSlotStore;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.worker.bind.CrashPoint;
import dev.notifier.worker.smpp.ConnectionSettings;
import dev.notifier.worker.templates.PublishedTemplateCompiler;
import dev.notifier.worker.templates.TemplateRegistry;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The line of one worker: starts the stages once Kafka and PostgreSQL answer, however late that is,
 * and stops them from the front to the back, so that what is under way still gets through.
 */
final class Pipeline implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
  private static final Duration READ_WITHIN = Duration.ofSeconds(20);
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

  private final NotifierConfig config;
  private final Database database;
  private final KafkaClients clients;
  private final Outside outside;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Object lock = new Object();
  private volatile @Nullable StageLifecycle stages;
  private volatile @Nullable String waitsFor = "its start";
  private volatile boolean running;

  /** What comes from outside the line. */
  record Outside(
      Clock clock, MeterRegistry registry, CrashPoint crashPoint, LoopStepListener steps) {}

  Pipeline(NotifierConfig config, Database database, KafkaClients clients, Outside outside) {
    this.config = config;
    this.database = database;
    this.clients = clients;
    this.outside = outside;
  }

  /** The stages, or null while they wait for Kafka or PostgreSQL. */
  @Nullable StageLifecycle stages() {
    return stages;
  }

  /** What the start waits for, in words, or null when the line works. */
  @Nullable String waitsFor() {
    return waitsFor;
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().name("line-start").start(this::startUntilItWorks);
  }

  private void startUntilItWorks() {
    while (stopping.getCount() > 0) {
      try {
        startStages();
        return;
      } catch (RuntimeException e) {
        String why = String.valueOf(e.getMessage());
        if (!why.equals(waitsFor)) {
          log.warn("The line cannot start yet, trying again: {}", why);
        }
        waitsFor = why;
      }
      pause();
    }
  }

  private void startStages() {
    switch (config.postgres().migration()) {
      case AT_START -> database.migrate();
      case WAIT -> database.requireMigrated();
    }
    RouteStore store = new RouteStore(database.dataSource(), outside.clock());
    Map<String, RouteConfig> routes = store.seed(config.routes());
    BindSlotStore slots = new BindSlotStore(database.dataSource());
    routes.forEach((name, route) -> slots.register(name, route.sessions(), Topics.BIND_SLOTS));
    Admin admin = clients.admin("line");
    try {
      new TopicCreator(admin, Thread::sleep, config.kafka().replication())
          .ensure(TopicSettings.pipeline(maxSessions(routes)));
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
    ActiveRoutes inForce = inForce(store, admin);
    TemplateRegistry wordings = wordings(inForce, admin);
    synchronized (lock) {
      if (stopping.getCount() == 0) {
        wordings.close();
        inForce.close();
        admin.close(Duration.ZERO);
        return;
      }
      StageLifecycle made =
          new StageLifecycle(
              new StageLifecycle.Parts(config, routes, inForce, wordings, database, clients, admin),
              slots,
              outside);
      made.start();
      stages = made;
      waitsFor = null;
    }
    routes.forEach(Pipeline::warnOfMistakes);
    log.info("The line works: routes {}", routes.keySet());
  }

  private ActiveRoutes inForce(RouteStore store, Admin admin) {
    ActiveRoutes inForce = new ActiveRoutes(store, config.routes(), clients, outside.clock());
    try {
      inForce.start(store.all());
      return inForce;
    } catch (InterruptedException e) {
      inForce.close();
      admin.close(Duration.ZERO);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The start was interrupted", e);
    } catch (RuntimeException e) {
      inForce.close();
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /** Plan starts with all that is published, or not at all. */
  private TemplateRegistry wordings(ActiveRoutes inForce, Admin admin) {
    TemplateRegistry wordings =
        new TemplateRegistry(clients, System::nanoTime, new PublishedTemplateCompiler());
    wordings.start();
    try {
      wordings.readToEnd(READ_WITHIN);
      return wordings;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close(wordings, inForce, admin);
      throw new IllegalStateException("The start was interrupted", e);
    } catch (RuntimeException e) {
      close(wordings, inForce, admin);
      throw e;
    }
  }

  private static void close(TemplateRegistry wordings, ActiveRoutes inForce, Admin admin) {
    wordings.close();
    inForce.close();
    admin.close(Duration.ZERO);
  }

  /** The link's files are this machine's own: no other can look whether they are right. */
  private static void warnOfMistakes(String name, RouteConfig route) {
    ConnectionSettings.of(route)
        .configurationError()
        .ifPresent(mistake -> log.error("Route {} cannot be bound: {}", name, mistake));
  }

  private static Map<String, Integer> maxSessions(Map<String, RouteConfig> routes) {
    Map<String, Integer> sessions = new LinkedHashMap<>();
    routes.forEach((name, route) -> sessions.put(name, route.maxSessions()));
    return sessions;
  }

  private void pause() {
    try {
      if (stopping.await(TRY_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("The line ends before it worked");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    stopping.countDown();
    synchronized (lock) {
      StageLifecycle made = stages;
      if (made != null) {
        made.stop();
      }
      running = false;
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
