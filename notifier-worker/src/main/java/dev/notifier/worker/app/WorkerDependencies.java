package dev.notifier.worker.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.store.Database;
import dev.notifier.worker.bind.CrashPoint;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the stages are made from. */
@Configuration(proxyBeanMethods = false)
class WorkerDependencies {
  private static final int DATABASE_CONNECTIONS = 16;
  private static final Duration BORROW_TIMEOUT = Duration.ofSeconds(5);

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
            DATABASE_CONNECTIONS,
            BORROW_TIMEOUT));
  }

  @Bean
  KafkaClients kafkaClients(NotifierConfig config) {
    return new KafkaClients(config.kafka().bootstrapServers(), WorkerName.ofThisProcess());
  }

  @Bean
  Pipeline line(
      NotifierConfig config,
      Database database,
      KafkaClients clients,
      Clock clock,
      MeterRegistry registry,
      ObjectProvider<CrashPoint> crashPoint,
      ObjectProvider<LoopStepListener> steps) {
    return new Pipeline(
        config,
        database,
        clients,
        new Pipeline.Outside(
            clock,
            registry,
            crashPoint.getIfAvailable(() -> at -> {}),
            steps.getIfAvailable(() -> LoopStepListener.NONE)));
  }

  @Bean
  BindsHealthIndicator bindsHealthIndicator(Pipeline line) {
    return new BindsHealthIndicator(line);
  }

  @Bean
  StagesHealthIndicator stagesHealthIndicator(Pipeline line) {
    return new StagesHealthIndicator(line);
  }

  @Bean
  PostgresHealthIndicator postgresHealthIndicator(Database database) {
    return new PostgresHealthIndicator(database);
  }
}
