package dev.notifier.api.app;

import dev.notifier.api.eventtypes.EventTypesConfiguration;
import dev.notifier.api.intake.IntakeConfiguration;
import dev.notifier.api.lookup.LookupConfiguration;
import dev.notifier.api.problem.ProblemConfiguration;
import dev.notifier.api.routes.RoutesConfiguration;
import dev.notifier.api.templates.TemplatesConfiguration;
import dev.notifier.config.ConfigLoader;
import dev.notifier.config.NotifierConfig;
import java.util.Arrays;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The HTTP side of the line: takes events, tells their stories. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      // Kafka and PostgreSQL are connected to by what stands under notifier: alone.
      KafkaAutoConfiguration.class,
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class
    })
@Import({
  ProblemConfiguration.class,
  IntakeConfiguration.class,
  LookupConfiguration.class,
  RoutesConfiguration.class,
  EventTypesConfiguration.class,
  TemplatesConfiguration.class,
  ConnectionConfiguration.class,
  KafkaConfiguration.class,
  ApiContext.class,
  ObservabilityConfiguration.class
})
public class ApiApplication {
  private static final String API_KEY = "notifier.api-key";

  /**
   * Starts the application in a process of its own; ends with code 1 when it cannot start. With
   * {@code migrate} for its first argument it only brings the schema up to date.
   */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals(MigrateCommand.WORD)) {
      System.exit(MigrateCommand.run(Arrays.copyOfRange(args, 1, args.length)));
    }
    builder().run(args);
  }

  /**
   * The application, ready to be run with its settings as arguments such as {@code
   * --server.port=0}; also inside another program. The port that was bound is the property {@code
   * local.server.port} of the running context.
   */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(ApiApplication.class)
        .web(WebApplicationType.SERVLET)
        .properties("spring.config.name=notifier-api")
        .initializers(ApiApplication::configure);
  }

  private static void configure(ConfigurableApplicationContext context) {
    NotifierConfig config = ConfigLoader.load(context.getEnvironment(), API_KEY);
    ((GenericApplicationContext) context).registerBean(NotifierConfig.class, () -> config);
  }
}
