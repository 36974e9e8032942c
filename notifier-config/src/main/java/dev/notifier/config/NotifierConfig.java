package dev.notifier.config;

import dev.notifier.config.access.ConsoleConfig;
import dev.notifier.config.access.OidcConfig;
import dev.notifier.config.access.UsersConfig;
import dev.notifier.config.batches.BatchesConfig;
import dev.notifier.config.certificates.CertificatesConfig;
import dev.notifier.config.kafka.KafkaSecurityConfig;
import dev.notifier.config.replies.RepliesConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.access.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The configuration under {@code notifier:}, which api and worker share. {@link ConfigLoader}
 * rejects unknown keys and reports all errors at once.
 *
 * @param apiKey the bearer token of callers, or {@value #NO_API_KEY}; the api does not start
 *     without one of them
 * @param privacyKey secret of the keyed hashes of phone numbers, at least 16 characters; a change
 *     of the secret changes every hash
 * @param operators people and programs that have a key of their own, by name; their actions are
 *     recorded under the name
 * @param oidc access tokens of an OpenID Connect provider
 * @param users sessions and limits of users
 * @param certificates who signs certificates of notifications
 * @param replies what people send, and what becomes of it
 * @param routes carriers by name
 * @param http limits of the connections to the api
 * @param recordVersion the version of the records that this process writes to Kafka
 * @param recoveryWindow how long events are kept that are skipped for a reason that operators own,
 *     so that they can be planned again; zero keeps none
 * @param retention how long data is kept
 * @param batches files whose lines become messages
 * @param console the pages of operators
 * @param defaultRoute the route for numbers that match no prefix; with a single route, that route
 */
public record NotifierConfig(
    @DefaultValue("") @Pattern(regexp = API_KEY, message = API_KEY_MESSAGE) String apiKey,
    @DefaultValue("") @Size(min = 16, message = "must be a secret of at least 16 characters") String privacyKey,
    @DefaultValue @Valid Kafka kafka,
    @DefaultValue @Valid Postgres postgres,
    @DefaultValue
        Map<
                @Pattern(regexp = NAME, message = "must be 1 to 40 of a to z, 0 to 9 and hyphen") String,
                @Valid Operator>
            operators,
    @DefaultValue @Valid OidcConfig oidc,
    @DefaultValue @Valid UsersConfig users,
    @DefaultValue @Valid CertificatesConfig certificates,
    @DefaultValue @Valid RepliesConfig replies,
    @DefaultValue
        Map<
                @Pattern(regexp = NAME, message = "must be 1 to 40 of a to z, 0 to 9 and hyphen") String,
                @Valid RouteConfig>
            routes,
    @DefaultValue("") String defaultRoute,
    @DefaultValue("" + RecordJson.CURRENT_VERSION)
        @Min(value = RecordJson.OLDEST_VERSION, message = RECORD_VERSIONS) @Max(value = RecordJson.CURRENT_VERSION, message = RECORD_VERSIONS) int recordVersion,
    @DefaultValue("7d")
        @NotNull @DurationMin(message = RECOVERY_WINDOW)
        @DurationMax(days = 90, message = RECOVERY_WINDOW)
        Duration recoveryWindow,
    @DefaultValue @Valid Retention retention,
    @DefaultValue @Valid BatchesConfig batches,
    @DefaultValue @Valid ConsoleConfig console,
    @DefaultValue @Valid Intake intake,
    @DefaultValue @Valid LimitsConfig limits,
    @DefaultValue @Valid Http http,
    @DefaultValue @Valid Worker worker) {
  /** The {@link #apiKey} of an api that only operators and the holders of stored keys may call. */
  public static final String NO_API_KEY = "none";

  private static final String RECOVERY_WINDOW = "must be from 0 to 90d";

  private static final String RECORD_VERSIONS =
      "must be from " + RecordJson.OLDEST_VERSION + " to " + RecordJson.CURRENT_VERSION;

  /** Long enough not to be guessed, or missing. */
  private static final String API_KEY = "\\s*|" + NO_API_KEY + "|.{32,}";

  private static final String API_KEY_MESSAGE =
      "must be a secret of at least 32 characters, or " + NO_API_KEY;

  private static final String KEY_MESSAGE = "must be a secret of at least 32 characters";

  private static final String NAME = "[a-z0-9-]{1,40}";

  /**
   * A caller in addition to the holders of the api key.
   *
   * @param key the bearer token, at least 32 characters; never logged
   * @param scopes what it may do; empty = everything
   * @param tenant whose data it sees
   */
  public record Operator(
      @DefaultValue("") @Size(min = 32, message = KEY_MESSAGE) String key,
      @DefaultValue List<Scope> scopes,
      @DefaultValue("default")
          @Pattern(regexp = NAME, message = "must be 1 to 40 of a to z, 0 to 9 and hyphen") String tenant) {
    /** Does not contain the key. */
    @Override
    public String toString() {
      return "Operator[]";
    }
  }

  /**
   * The brokers.
   *
   * @param bootstrapServers {@code host:port[,host:port]}
   * @param replication replicas of each topic that is created, 0 to 5; 0 = as many as there are
   *     brokers when the topic is created, at most 3
   * @param security encryption and login of all clients
   * @param keepEvents how long events stay on their topics after they were written, even if they
   *     are planned, so that a restored database can be reconciled; 0 to 30 days
   */
  public record Kafka(
      @DefaultValue("")
          @Pattern(
              regexp = "[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*",
              message = "must be host:port[,host:port]")
          String bootstrapServers,
      @DefaultValue("0")
          @Min(value = 0, message = "must be from 0 to 5") @Max(value = 5, message = "must be from 0 to 5") int replication,
      @DefaultValue @Valid KafkaSecurityConfig security,
      @DefaultValue("48h")
          @NotNull @DurationMin(message = KEEP_EVENTS)
          @DurationMax(days = 30, message = KEEP_EVENTS)
          Duration keepEvents) {
    private static final String KEEP_EVENTS = "must be from 0 to 30d";
  }

  /** Who updates the schema. */
  public enum Migration {
    /** Api and worker when they start, one at a time. */
    AT_START,
    /** The command {@code migrate} of the api; api and worker wait until it was run. */
    WAIT
  }

  /**
   * The database.
   *
   * @param url {@code jdbc:postgresql://host:port/name}
   * @param maxConnections the most connections of one program, 4 to 100; each api and each worker
   *     has as many
   * @param acceptKafkaCluster the id of the Kafka cluster with which the database is used although
   *     it belongs to another one
   */
  public record Postgres(
      @DefaultValue("")
          @Pattern(
              regexp = "jdbc:postgresql://.+",
              message = "must be jdbc:postgresql://host:port/name")
          String url,
      @DefaultValue("") String username,
      @DefaultValue("") String password,
      @DefaultValue("at-start") @NotNull Migration migration,
      @DefaultValue("8")
          @Min(value = 4, message = "must be from 4 to 100") @Max(value = 100, message = "must be from 4 to 100") int maxConnections,
      @DefaultValue("") String acceptKafkaCluster) {
    /** Does not contain the password. */
    @Override
    public String toString() {
      return "Postgres[" + url + ", username=" + username + "]";
    }
  }

  /**
   * How long data is kept. The minimum of notifications and inbound messages is that of the topics
   * with the same personal data, which are kept for up to 30 days. That of digests is the age up to
   * which events are accepted (60 days), and ten days that events may wait for plan.
   *
   * @param notifications notifications with their texts and numbers, unless their event type has a
   *     retention of its own; 30 to 3650 days
   * @param digests the digests of events, which detect duplicates; 70 to 366 days
   * @param inbound inbound messages with their texts and numbers; 30 to 3650 days
   * @param audit the audit, by months; 366 to 7300 days
   * @param batches the lines of batches after their end; 1 to 30 days, because an erasure does not
   *     find persons in them
   */
  public record Retention(
      @DefaultValue("90d")
          @NotNull @DurationMin(days = 30, message = PERSONAL_DATA)
          @DurationMax(days = 3650, message = PERSONAL_DATA)
          Duration notifications,
      @DefaultValue("90d")
          @NotNull @DurationMin(days = 70, message = DIGESTS)
          @DurationMax(days = 366, message = DIGESTS)
          Duration digests,
      @DefaultValue("90d")
          @NotNull @DurationMin(days = 30, message = PERSONAL_DATA)
          @DurationMax(days = 3650, message = PERSONAL_DATA)
          Duration inbound,
      @DefaultValue("1827d")
          @NotNull @DurationMin(days = 366, message = AUDIT)
          @DurationMax(days = 7300, message = AUDIT)
          Duration audit,
      @DefaultValue("30d")
          @NotNull @DurationMin(days = 1, message = BATCHES)
          @DurationMax(days = 30, message = BATCHES)
          Duration batches) {
    private static final String BATCHES = "must be from 1d to 30d";

    private static final String AUDIT = "must be from 366d to 7300d";

    private static final String PERSONAL_DATA = "must be from 30d to 3650d";

    private static final String DIGESTS = "must be from 70d to 366d";
  }

  /**
   * Limits of intake.
   *
   * @param kafkaTimeout how long Kafka may take to confirm the events of a request before the
   *     caller is asked to send them again, 1 to 60 s
   * @param maxInFlight bytes of all requests that are processed at once; above this limit callers
   *     are asked at once to send the request again
   * @param createTopics whether the topics of keys with {@code kafkaClient} are created
   * @param quietHours whether the quiet hours of event types apply; the hours in which advertising
   *     is never sent always do
   */
  public record Intake(
      @DefaultValue("5s")
          @NotNull @DurationMin(seconds = 1, message = "must be from 1s to 60s")
          @DurationMax(seconds = 60, message = "must be from 1s to 60s")
          Duration kafkaTimeout,
      @DefaultValue("64MB") @NotNull DataSize maxInFlight,
      @DefaultValue("true") boolean createTopics,
      @DefaultValue("true") boolean quietHours) {}

  /**
   * Limits of the connections to the api, and where requests of Notifier itself may go.
   *
   * @param maxConnections of all clients, 64 to 100,000
   * @param maxConnectionsPerAddress of one address, 64 to 100,000; a proxy is one address
   * @param headerTimeout how long a connection may take until its first request with a valid key, 1
   *     to 60 s
   * @param bodyTimeout how long a whole body may take, 1 to 300 s
   * @param keepAliveTimeout how long a connection may wait for the next request, 1 to 300 s
   * @param trustedProxies networks in CIDR notation, whose X-Forwarded-For names the caller
   * @param allowedNetworks private networks in CIDR notation, to which requests may be sent
   * @param allowedPorts of private addresses, to which requests may be sent, 1 to 65,535
   * @param trustCertificates file of certificates that are trusted besides those of the JDK; empty
   *     = none
   */
  public record Http(
      @DefaultValue("4096")
          @Min(value = 64, message = CONNECTIONS) @Max(value = 100_000, message = CONNECTIONS) int maxConnections,
      @DefaultValue("2048")
          @Min(value = 64, message = CONNECTIONS) @Max(value = 100_000, message = CONNECTIONS) int maxConnectionsPerAddress,
      @DefaultValue("10s")
          @NotNull @DurationMin(seconds = 1, message = "must be from 1s to 60s")
          @DurationMax(seconds = 60, message = "must be from 1s to 60s")
          Duration headerTimeout,
      @DefaultValue("30s")
          @NotNull @DurationMin(seconds = 1, message = "must be from 1s to 300s")
          @DurationMax(seconds = 300, message = "must be from 1s to 300s")
          Duration bodyTimeout,
      @DefaultValue("60s")
          @NotNull @DurationMin(seconds = 1, message = "must be from 1s to 300s")
          @DurationMax(seconds = 300, message = "must be from 1s to 300s")
          Duration keepAliveTimeout,
      @DefaultValue @Size(max = 64, message = "must be at most 64 networks") List<String> trustedProxies,
      @DefaultValue @Size(max = 64, message = "must be at most 64 networks") List<String> allowedNetworks,
      @DefaultValue("443") @Size(min = 1, max = 16, message = "must be 1 to 16 ports") List<Integer> allowedPorts,
      @DefaultValue("") String trustCertificates) {
    private static final String CONNECTIONS = "must be from 64 to 100000";
  }

  /**
   * Settings of the worker.
   *
   * @param sessionTimeout time without a heartbeat after which the binds of a worker go to another
   *     one, 6 to 10 s
   * @param jobs how jobs are done
   */
  public record Worker(
      @DefaultValue("8s")
          @NotNull @DurationMin(seconds = 6, message = "must be from 6s to 10s")
          @DurationMax(seconds = 10, message = "must be from 6s to 10s")
          Duration sessionTimeout,
      @DefaultValue @Valid Jobs jobs) {}

  /**
   * How a worker does jobs.
   *
   * @param share the percentage of the time that one job may use, and one kind of jobs on each
   *     worker, 1 to 100
   * @param retention how long jobs are kept that have ended, 1 to 3650 days
   */
  public record Jobs(
      @DefaultValue("20")
          @Min(value = 1, message = "must be from 1 to 100") @Max(value = 100, message = "must be from 1 to 100") int share,
      @DefaultValue("90d")
          @NotNull @DurationMin(days = 1, message = "must be from 1d to 3650d")
          @DurationMax(days = 3650, message = "must be from 1d to 3650d")
          Duration retention) {}

  NotifierConfig withDefaultRoute(String route) {
    return new NotifierConfig(
        apiKey,
        privacyKey,
        kafka,
        postgres,
        operators,
        oidc,
        users,
        certificates,
        replies,
        routes,
        route,
        recordVersion,
        recoveryWindow,
        retention,
        batches,
        console,
        intake,
        limits,
        http,
        worker);
  }

  /** Contains no secret. */
  @Override
  public String toString() {
    return "NotifierConfig[kafka="
        + kafka
        + ", postgres="
        + postgres
        + ", routes="
        + routes
        + ", defaultRoute="
        + defaultRoute
        + "]";
  }
}
