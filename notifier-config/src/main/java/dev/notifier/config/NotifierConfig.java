package dev.notifier.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything under {@code notifier:} that api and worker share. Unknown keys are refused and all
 * mistakes are reported at once by {@link ConfigLoader}.
 *
 * @param apiKey the bearer key of callers; the api refuses to start without one
 * @param privacyKey secret of the keyed hashes of phone numbers, at least 16 characters; changing
 *     it changes every key
 * @param operators people and programs that may call with a key of their own, by name; what they do
 *     is noted under it
 * @param routes carriers by name
 * @param defaultRoute where a number goes that no prefix claims; with a single route, that one
 */
public record NotifierConfig(
    @DefaultValue("") String apiKey,
    @DefaultValue("") @Size(min = 16, message = "must be a secret of at least 16 characters") String privacyKey,
    @DefaultValue @Valid Kafka kafka,
    @DefaultValue @Valid Postgres postgres,
    @DefaultValue
        Map<
                @Pattern(regexp = NAME, message = "must be 1 to 40 of a to z, 0 to 9 and hyphen") String,
                @Valid Operator>
            operators,
    @DefaultValue
        Map<
                @Pattern(regexp = NAME, message = "must be 1 to 40 of a to z, 0 to 9 and hyphen") String,
                @Valid RouteConfig>
            routes,
    @DefaultValue("") String defaultRoute,
    @DefaultValue @Valid Intake intake,
    @DefaultValue @Valid Worker worker) {
  private static final String NAME = "[a-z0-9-]{1,40}";

  /**
   * Who may call beside those that have the api key.
   *
   * @param key the bearer key, at least 16 characters; never shown
   */
  public record Operator(
      @DefaultValue("") @Size(min = 16, message = "must be a secret of at least 16 characters") String key) {
    /** Never the key. */
    @Override
    public String toString() {
      return "Operator[]";
    }
  }

  /**
   * The brokers.
   *
   * @param bootstrapServers {@code host:port[,host:port]}
   * @param replication copies of each record of the topics that are made, 0 to 5; 0 = as many as
   *     there are brokers when a topic is made, at most {@link
   *     dev.notifier.kafka.topics.TopicSettings#REPLICAS}
   */
  public record Kafka(
      @DefaultValue("")
          @Pattern(
              regexp = "[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*",
              message = "must be host:port[,host:port]")
          String bootstrapServers,
      @DefaultValue("0")
          @Min(value = 0, message = "must be from 0 to 5") @Max(value = 5, message = "must be from 0 to 5") int replication) {}

  /** Who brings the schema up to date. */
  public enum Migration {
    /** Each application when it starts; they take turns. */
    AT_START,
    /** The command {@code migrate} of the api; the applications wait until it was run. */
    WAIT
  }

  /** The database; {@code url} is {@code jdbc:postgresql://host:port/name}. */
  public record Postgres(
      @DefaultValue("")
          @Pattern(
              regexp = "jdbc:postgresql://.+",
              message = "must be jdbc:postgresql://host:port/name")
          String url,
      @DefaultValue("") String username,
      @DefaultValue("") String password,
      @DefaultValue("at-start") @NotNull Migration migration) {
    /** Never the password. */
    @Override
    public String toString() {
      return "Postgres[" + url + ", username=" + username + "]";
    }
  }

  /**
   * Limits of the intake.
   *
   * @param kafkaTimeout how long Kafka may take to confirm an event before the caller is told to
   *     try again, 1 to 60 s
   * @param maxInFlight octets of all requests that are being taken at once; beyond it callers are
   *     told to try again at once
   */
  public record Intake(
      @DefaultValue("5s")
          @NotNull @DurationMin(seconds = 1, message = "must be from 1s to 60s")
          @DurationMax(seconds = 60, message = "must be from 1s to 60s")
          Duration kafkaTimeout,
      @DefaultValue("64MB") @NotNull DataSize maxInFlight) {}

  /**
   * The worker's own settings.
   *
   * @param sessionTimeout after this silence a worker's binds go to another one, 6 to 10 s
   */
  public record Worker(
      @DefaultValue("8s")
          @NotNull @DurationMin(seconds = 6, message = "must be from 6s to 10s")
          @DurationMax(seconds = 10, message = "must be from 6s to 10s")
          Duration sessionTimeout) {}

  NotifierConfig withDefaultRoute(String route) {
    return new NotifierConfig(
        apiKey, privacyKey, kafka, postgres, operators, routes, route, intake, worker);
  }

  /** Never a secret. */
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
