package dev.notifier.worker.app;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.kafka.clients.KafkaFailureLog;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The worker: the stages of the pipeline in one process. Any number of workers share the work. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      // The pipeline creates its clients itself, so that it can wait for Kafka and PostgreSQL.
      KafkaAutoConfiguration.class,
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class
    })
@Import({WorkerConfiguration.class, WorkerServerConfiguration.class})
public class WorkerApplication {
  /** Starts the worker in its own process; exits with 1 if the configuration is invalid. */
  public static void main(String[] args) {
    builder().run(args);
  }

  /**
   * Creates the worker, to be run with settings as arguments such as {@code --server.port=0}, also
   * inside another program.
   */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(WorkerApplication.class)
        .web(WebApplicationType.SERVLET)
        .properties("spring.config.name=notifier-worker")
        .initializers(WorkerApplication::configure);
  }

  private static void configure(ConfigurableApplicationContext context) {
    NotifierConfig config = ConfigLoader.load(context.getEnvironment());
    RecordJson.setWrittenVersion(config.recordVersion());
    KafkaFailureLog.install();
    ((GenericApplicationContext) context).registerBean(NotifierConfig.class, () -> config);
  }
}
