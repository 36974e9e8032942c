package dev.notifier.api.app;

import dev.notifier.api.access.AccessConfiguration;
import dev.notifier.api.affected.AffectedConfiguration;
import dev.notifier.api.audit.AuditConfiguration;
import dev.notifier.api.batches.BatchesConfiguration;
import dev.notifier.api.batchlines.BatchLinesConfiguration;
import dev.notifier.api.cancellations.CancellationsConfiguration;
import dev.notifier.api.carriers.CarriersConfiguration;
import dev.notifier.api.certificates.CertificatesConfiguration;
import dev.notifier.api.connections.ConnectionsConfiguration;
import dev.notifier.api.consents.ConsentsConfiguration;
import dev.notifier.api.counters.CountersConfiguration;
import dev.notifier.api.directory.DirectoryConfiguration;
import dev.notifier.api.eventsin.EventsInConfiguration;
import dev.notifier.api.eventtypes.EventTypesConfiguration;
import dev.notifier.api.exports.ExportsConfiguration;
import dev.notifier.api.groups.GroupsConfiguration;
import dev.notifier.api.inbound.ProvidersConfiguration;
import dev.notifier.api.inbox.InboxConfiguration;
import dev.notifier.api.intake.IntakeConfiguration;
import dev.notifier.api.jobs.JobsConfiguration;
import dev.notifier.api.knowledge.KnowledgeConfiguration;
import dev.notifier.api.limits.LimitsConfiguration;
import dev.notifier.api.lookup.LookupConfiguration;
import dev.notifier.api.oidc.OidcConfiguration;
import dev.notifier.api.optouts.OptOutsConfiguration;
import dev.notifier.api.passkeys.PasskeysConfiguration;
import dev.notifier.api.people.PeopleConfiguration;
import dev.notifier.api.permissions.PermissionsConfiguration;
import dev.notifier.api.pipeline.PipelineConfiguration;
import dev.notifier.api.planning.PlanningConfiguration;
import dev.notifier.api.problem.ProblemConfiguration;
import dev.notifier.api.quotas.QuotasConfiguration;
import dev.notifier.api.recovery.RecoveryConfiguration;
import dev.notifier.api.reports.ReportsConfiguration;
import dev.notifier.api.routes.RoutesConfiguration;
import dev.notifier.api.sessions.SessionsConfiguration;
import dev.notifier.api.signin.SignInConfiguration;
import dev.notifier.api.statuses.StatusesConfiguration;
import dev.notifier.api.system.SystemConfiguration;
import dev.notifier.api.templates.TemplatesConfiguration;
import dev.notifier.api.templates.feed.TemplateFeedConfiguration;
import dev.notifier.api.templatetests.TemplateTestsConfiguration;
import dev.notifier.api.users.UsersConfiguration;
import dev.notifier.api.webhooks.WebhooksConfiguration;
import dev.notifier.api.wrongpersons.WrongPersonsConfiguration;
import dev.notifier.config.ConfigLoader;
import dev.notifier.config.ConfigWarnings;
import dev.notifier.config.NotifierConfig;
import dev.notifier.console.server.ConsoleConfiguration;
import dev.notifier.contracts.RecordJson;
import dev.notifier.kafka.clients.KafkaFailureLog;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

/** The HTTP application: accepts events, looks up notifications, manages templates and routes. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      // Connections to Kafka and PostgreSQL are configured only by the keys under notifier.
      KafkaAutoConfiguration.class,
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class
    })
@Import({
  ProblemConfiguration.class,
  IntakeConfiguration.class,
  ProvidersConfiguration.class,
  EventsInConfiguration.class,
  PlanningConfiguration.class,
  LimitsConfiguration.class,
  LookupConfiguration.class,
  CertificatesConfiguration.class,
  TemplateFeedConfiguration.class,
  StatusesConfiguration.class,
  RoutesConfiguration.class,
  PipelineConfiguration.class,
  RecoveryConfiguration.class,
  JobsConfiguration.class,
  SystemConfiguration.class,
  BatchesConfiguration.class,
  BatchLinesConfiguration.class,
  CancellationsConfiguration.class,
  OptOutsConfiguration.class,
  ConsentsConfiguration.class,
  WrongPersonsConfiguration.class,
  KnowledgeConfiguration.class,
  InboxConfiguration.class,
  AuditConfiguration.class,
  PeopleConfiguration.class,
  AffectedConfiguration.class,
  CountersConfiguration.class,
  DirectoryConfiguration.class,
  CarriersConfiguration.class,
  GroupsConfiguration.class,
  ReportsConfiguration.class,
  ExportsConfiguration.class,
  EventTypesConfiguration.class,
  TemplateTestsConfiguration.class,
  TemplatesConfiguration.class,
  AccessConfiguration.class,
  WebhooksConfiguration.class,
  UsersConfiguration.class,
  PermissionsConfiguration.class,
  QuotasConfiguration.class,
  ConnectionConfiguration.class,
  KafkaConfiguration.class,
  ApiConfiguration.class,
  ConnectionsConfiguration.class,
  ConsoleConfiguration.class,
  ObservabilityConfiguration.class,
  OidcConfiguration.class,
  SessionsConfiguration.class,
  SignInConfiguration.class,
  PasskeysConfiguration.class,
  OpenApiController.class,
  ErrorCodesController.class
})
public class ApiApplication {
  private static final String API_KEY = "notifier.api-key";
  private static final String HEALTH_PORT = "management.server.port";

  /**
   * Starts the application; exits with code 1 if the start fails. If the first argument is {@code
   * migrate}, only migrates the schema and exits.
   */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals(MigrateCommand.NAME)) {
      System.exit(MigrateCommand.run(Arrays.copyOfRange(args, 1, args.length)));
    }
    builder().run(args);
  }

  /**
   * A builder of the application, also for use inside another program. Settings are arguments of
   * {@code run}, such as {@code --server.port=0}; the bound port is the property {@code
   * local.server.port} of the running context.
   */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(ApiApplication.class)
        .web(WebApplicationType.SERVLET)
        .properties("spring.config.name=notifier-api")
        .initializers(ApiApplication::configure);
  }

  private static void configure(ConfigurableApplicationContext context) {
    NotifierConfig config = ConfigLoader.load(context.getEnvironment(), API_KEY, HEALTH_PORT);
    Logger log = LoggerFactory.getLogger(ApiApplication.class);
    ConfigWarnings.of(config, context.getEnvironment()).forEach(log::warn);
    RecordJson.setWrittenVersion(config.recordVersion());
    KafkaFailureLog.install();
    ((GenericApplicationContext) context).registerBean(NotifierConfig.class, () -> config);
  }
}
