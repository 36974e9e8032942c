package dev.notifier.worker.app;

import dev.notifier.config.ConfigWarnings;
import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.replies.address.AddressPlaceholders;
import dev.notifier.replies.address.ConfiguredAddresses;
import dev.notifier.store.Database;
import dev.notifier.store.clock.ClockDifference;
import dev.notifier.store.clock.ClockGuard;
import dev.notifier.worker.bind.CrashPoint;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Creates the pipeline and its health indicators. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
  private static final Logger log = LoggerFactory.getLogger(WorkerConfiguration.class);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Database database(NotifierConfig config) {
    NotifierConfig.Postgres postgres = config.postgres();
    return Database.open(
        new Database.Settings(
            postgres.url(),
            postgres.username(),
            postgres.password(),
            "worker",
            postgres.maxConnections(),
            CONNECTION_TIMEOUT));
  }

  @Bean
  KafkaClients kafkaClients(NotifierConfig config, Clock clock) {
    return new KafkaClients(
        new KafkaConnection(
            config.kafka().bootstrapServers(), config.kafka().security()::clientProperties),
        WorkerName.ofThisProcess(),
        RecordSignatures.of(config.privacyKey(), clock));
  }

  @Bean
  KafkaClusterCheck kafkaClusterCheck(
      NotifierConfig config, Database database, KafkaClients clients, Clock clock) {
    return new KafkaClusterCheck(config, database, clients, clock);
  }

  /** Before the pipeline starts: the program exits if the database belongs to another cluster. */
  @Bean
  SmartInitializingSingleton kafkaClusterCheckAtStart(KafkaClusterCheck check) {
    return check::atStart;
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ClockGuard clockGuard(
      Database database,
      Clock clock,
      MeterRegistry registry,
      ConfigurableApplicationContext context) {
    ClockGuard guard =
        new ClockGuard(
            new ClockDifference(database.dataSource(), clock),
            () -> Thread.ofPlatform().name("stop").start(context::close));
    Gauge.builder("notifier.clock.ahead", guard, ClockGuard::aheadSeconds)
        .description("How far the clock of this machine is ahead of PostgreSQL's")
        .baseUnit("seconds")
        .register(registry);
    return guard;
  }

  @Bean
  Pipeline pipeline(
      NotifierConfig config,
      Environment environment,
      Database database,
      KafkaClients clients,
      KafkaClusterCheck clusterCheck,
      ClockGuard clockGuard,
      Clock clock,
      MeterRegistry registry,
      ObjectProvider<CrashPoint> crashPoint,
      ObjectProvider<LoopStepListener> loopSteps) {
    ConfigWarnings.of(config, environment).forEach(log::warn);
    return new Pipeline(
        new WorkerDependencies(
            config,
            database,
            clients,
            clusterCheck,
            clock,
            registry,
            new AddressPlaceholders(ConfiguredAddresses.read(config.replies().files())),
            crashPoint.getIfAvailable(() -> at -> {}),
            loopSteps.getIfAvailable(() -> LoopStepListener.NONE)),
        clockGuard::check);
  }

  @Bean
  BindsHealthIndicator bindsHealthIndicator(Pipeline pipeline) {
    return new BindsHealthIndicator(pipeline);
  }

  @Bean
  StagesHealthIndicator stagesHealthIndicator(Pipeline pipeline) {
    return new StagesHealthIndicator(pipeline);
  }

  @Bean
  PostgresHealthIndicator postgresHealthIndicator(Database database, NotifierConfig config) {
    return new PostgresHealthIndicator(database, config.postgres().url());
  }
}
