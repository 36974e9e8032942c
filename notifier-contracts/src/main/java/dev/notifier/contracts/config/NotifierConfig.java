package dev.notifier.contracts.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code notifier:} that api and worker share. Unknown keys are refused and all
 * mistakes are reported at once by {@link ConfigLoader}.
 *
 * @param apiKey the bearer key of callers; the api refuses to start without one
 * @param privacyKey secret of the keyed hashes of phone numbers, at least 16 characters; changing
 *     it changes every key
 * @param routes carriers by name
 * @param defaultRoute where a number goes that no prefix claims; with a single route, that one
 */
public record NotifierConfig(
    @DefaultValue("") String apiKey,
    @DefaultValue("") @Size(min = 16, message = "must be a secret of at least 16 characters") String privacyKey,
    @DefaultValue @Valid Kafka kafka,
    @DefaultValue @Valid Postgres postgres,
    Map<
            @Pattern(regexp = "[a-z0-9-]{1,40}", message = "must be [a-z0-9-]{1,40}") String,
            @Valid RouteConfig>
        routes,
    @DefaultValue("") String defaultRoute,
    @DefaultValue @Valid Intake intake,
    @DefaultValue @Valid Worker worker) {

  /** Kafka brokers, {@code host:port[,host:port]}. */
  public record Kafka(@DefaultValue("") @NotBlank String bootstrapServers) {}

  /** The database; {@code url} is {@code jdbc:postgresql://host:port/name}. */
  public record Postgres(
      @DefaultValue("") @NotBlank String url,
      @DefaultValue("") String username,
      @DefaultValue("") String password) {
    /** Never the password. */
    @Override
    public String toString() {
      return "Postgres[" + url + ", username=" + username + "]";
    }
  }

  /** Limits of the intake. */
  public record Intake(@DefaultValue("5s") Duration kafkaTimeout) {}

  /**
   * The worker's own settings.
   *
   * @param sessionTimeout after this silence a worker's binds go to another one, 6 to 10 s
   */
  public record Worker(@DefaultValue("8s") Duration sessionTimeout) {}

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
