package dev.notifier.worker.app;

import dev.notifier.contracts.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.worker.kafka.KafkaClients;
import dev.notifier.worker.kafka.Steps;
import dev.notifier.worker.submit.CrashPoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the stages are made from. */
@Configuration(proxyBeanMethods = false)
class WorkerWiring {
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
  Line line(
      NotifierConfig config,
      Database database,
      KafkaClients clients,
      Clock clock,
      MeterRegistry registry,
      ObjectProvider<CrashPoint> crashPoint,
      ObjectProvider<Steps> steps) {
    return new Line(
        config,
        database,
        clients,
        new Line.Outside(
            clock,
            registry,
            crashPoint.getIfAvailable(() -> at -> {}),
            steps.getIfAvailable(() -> Steps.UNHEARD)));
  }

  @Bean
  BindsHealth bindsHealthIndicator(Line line) {
    return new BindsHealth(line);
  }

  @Bean
  StagesHealth stagesHealthIndicator(Line line) {
    return new StagesHealth(line);
  }

  @Bean
  PostgresHealth postgresHealthIndicator(Database database) {
    return new PostgresHealth(database);
  }
}
