package dev.notifier.local.components;

import dev.notifier.config.ConfigError;
import dev.notifier.config.ConfigLoader;
import dev.notifier.config.ConfigurationException;
import dev.notifier.local.console.CommandException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The section {@code local} of the configuration file: the settings of the local start itself.
 *
 * @param kafkaPort port of the embedded broker on 127.0.0.1
 * @param postgresPort port of the embedded database on 127.0.0.1
 * @param smscPort port of the simulator's SMPP server on 127.0.0.1
 * @param handsetPort port of the simulator's handset page on 127.0.0.1
 * @param queriesPort port of the system that answers queries with test data, on 127.0.0.1
 * @param practice whether users of the console can practise, with the simulator
 */
public record LocalSettings(
    @DefaultValue("19092")
        @Min(value = 1, message = LocalSettings.PORT) @Max(value = LocalSettings.HIGHEST_PORT, message = LocalSettings.PORT) int kafkaPort,
    @DefaultValue("15432")
        @Min(value = 1, message = LocalSettings.PORT) @Max(value = LocalSettings.HIGHEST_PORT, message = LocalSettings.PORT) int postgresPort,
    @DefaultValue("2775")
        @Min(value = 1, message = LocalSettings.PORT) @Max(value = LocalSettings.HIGHEST_PORT, message = LocalSettings.PORT) int smscPort,
    @DefaultValue("2780")
        @Min(value = 1, message = LocalSettings.PORT) @Max(value = LocalSettings.HIGHEST_PORT, message = LocalSettings.PORT) int handsetPort,
    @DefaultValue("2790")
        @Min(value = 1, message = LocalSettings.PORT) @Max(value = LocalSettings.HIGHEST_PORT, message = LocalSettings.PORT) int queriesPort,
    @DefaultValue("true") boolean practice) {

  static final int HIGHEST_PORT = 65_535;
  static final String PORT = "must be a port from 1 to 65535";

  private static final int DEFAULT_API_PORT = 8080;
  private static final int DEFAULT_HEALTH_PORT = 8082;
  private static final String KAFKA = "notifier.kafka.bootstrap-servers";
  private static final String KAFKA_SECURITY = "notifier.kafka.security";
  private static final String POSTGRES = "notifier.postgres.url";
  private static final String PRIVACY_KEY = "notifier.privacy-key";
  private static final String PASSKEYS = "notifier.users.passkeys";
  private static final String QUERIES = "notifier.replies.queries.url";
  private static final ConfigurationPropertyName ADDRESSES =
      ConfigurationPropertyName.of("notifier.replies.addresses");
  private static final ConfigurationPropertyName PROVIDERS =
      ConfigurationPropertyName.of("notifier.replies.providers");
  private static final String HOTLINE = "notifier.replies.hotline.url";
  private static final String CONSOLE = "notifier.console.enabled";
  private static final String CERTIFICATE_KEYS = "notifier.certificates.key-files";

  /** What the local start itself sets if the configuration does not; only its form matters here. */
  private static final Map<String, String> SUPPLIED =
      Map.of(
          KAFKA, "127.0.0.1:9092",
          POSTGRES, "jdbc:postgresql://127.0.0.1/notifier",
          PRIVACY_KEY, "a secret of the home directory");

  /**
   * The settings, and which servers are external.
   *
   * @param kafka bootstrap servers of an external Kafka; empty = embedded
   * @param postgres JDBC URL of an external PostgreSQL; empty = embedded
   * @param apiKey the key of the callers; empty = the one of the home
   * @param privacyKey the secret of keyed hashes; empty = the one of the home
   * @param ownRoutes whether the configuration has routes, which replace the shipped one
   * @param ownOperators whether the configuration has operators; otherwise the home has two
   * @param ownPasskeys whether the configuration says for which domain passkeys are
   * @param ownCertificateKeys whether the configuration has keys of certificates
   * @param ownQueries whether the configuration has a system that answers queries
   * @param ownReplies whether the configuration says what becomes of what people send
   * @param ownHotline whether the configuration has a hotline that gets conversations
   * @param ownQuietHours whether the configuration says if quiet hours apply
   * @param ownReleaseLimit whether the configuration says how many lines one person may send
   * @param console whether the api serves the console
   * @param apiPort where the api listens
   * @param healthPort where the api serves health and metrics; 0 = any free port
   * @param demo whether two simulated carriers take the place of the shipped route
   */
  public record Loaded(
      LocalSettings local,
      Optional<String> kafka,
      Optional<String> postgres,
      Optional<String> apiKey,
      Optional<String> privacyKey,
      boolean ownRoutes,
      boolean ownOperators,
      boolean ownPasskeys,
      boolean ownCertificateKeys,
      boolean ownQueries,
      boolean ownReplies,
      boolean ownHotline,
      boolean ownQuietHours,
      boolean ownReleaseLimit,
      boolean console,
      int apiPort,
      int healthPort,
      boolean demo) {

    /** Whether the simulator delivers messages to the api by HTTP as well. */
    boolean hasAggregator() {
      return !ownReplies && apiPort != 0;
    }

    /** Whether there is a route for tests, with an address of its own. */
    boolean hasPractice() {
      return local.practice() && !ownRoutes && !ownReplies;
    }

    /** The components that are not started, because an external server is configured. */
    public Set<ComponentKind> external() {
      var external = EnumSet.noneOf(ComponentKind.class);
      kafka.ifPresent(_ -> external.add(ComponentKind.KAFKA));
      postgres.ifPresent(_ -> external.add(ComponentKind.POSTGRES));
      return external;
    }

    /**
     * The same settings for a start that makes up data.
     *
     * @throws CommandException if messages to or from invented numbers could leave this machine
     */
    public Loaded forDemo() throws CommandException {
      if (ownRoutes || ownReplies || ownQueries || ownHotline || !external().isEmpty()) {
        throw new CommandException(
            "--demo uses invented numbers, which real persons may have. So the configuration must"
                + " have no routes, replies, queries, hotline, Kafka or PostgreSQL of its own.");
      }
      return new Loaded(
          local,
          kafka,
          postgres,
          apiKey,
          privacyKey,
          ownRoutes,
          ownOperators,
          ownPasskeys,
          ownCertificateKeys,
          ownQueries,
          ownReplies,
          ownHotline,
          ownQuietHours,
          ownReleaseLimit,
          console,
          apiPort,
          healthPort,
          true);
    }
  }

  /**
   * Reads and checks the whole file. Environment variables and system properties override it.
   *
   * @throws CommandException with all errors of the configuration
   */
  public static Loaded load(Optional<Path> file) throws CommandException {
    var environment = environment(file);
    try {
      var local = checked(environment);
      var binder = Binder.get(environment);
      return new Loaded(
          local,
          text(environment, KAFKA),
          text(environment, POSTGRES),
          text(environment, "notifier.api-key"),
          text(environment, PRIVACY_KEY),
          binder.bind("notifier.routes", Bindable.mapOf(String.class, Object.class)).isBound(),
          binder.bind("notifier.operators", Bindable.mapOf(String.class, Object.class)).isBound(),
          binder.bind(PASSKEYS, Bindable.mapOf(String.class, Object.class)).isBound(),
          binder.bind(CERTIFICATE_KEYS, Bindable.listOf(String.class)).isBound(),
          text(environment, QUERIES).isPresent(),
          hasReplies(environment),
          text(environment, HOTLINE).isPresent(),
          text(environment, AppSettings.QUIET_HOURS).isPresent(),
          text(environment, DemoSettings.RELEASE_LIMIT).isPresent(),
          environment.getProperty(CONSOLE, Boolean.class, true),
          apiPort(environment),
          healthPort(environment),
          false);
    } catch (ConfigurationException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean hasReplies(StandardEnvironment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source.containsDescendantOf(ADDRESSES) == ConfigurationPropertyState.PRESENT
          || source.containsDescendantOf(PROVIDERS) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }

  /** Environment variables, system properties and the file. */
  public static StandardEnvironment environment(Optional<Path> file) throws CommandException {
    return ConfigurationFile.environment(file);
  }

  private static LocalSettings checked(StandardEnvironment environment) {
    Map<String, Object> supplied = new HashMap<>(SUPPLIED);
    supplied.keySet().removeIf(key -> text(environment, key).isPresent());
    var sources = environment.getPropertySources();
    var source = new MapPropertySource("supplied by the local start", supplied);
    sources.addFirst(source);
    try {
      return ConfigLoader.loadSection(
          environment,
          "local",
          LocalSettings.class,
          local -> local.conflicts(environment, supplied.keySet()));
    } finally {
      sources.remove(source.getName());
    }
  }

  private List<ConfigError> conflicts(StandardEnvironment environment, Set<String> embedded) {
    List<ConfigError> errors = new ArrayList<>(portsInUse(environment, embedded));
    if (embedded.contains(KAFKA)
        && Binder.get(environment)
            .bind(KAFKA_SECURITY, Bindable.mapOf(String.class, Object.class))
            .isBound()) {
      errors.add(
          new ConfigError(
              KAFKA_SECURITY,
              "it has no effect on the embedded broker, which has a login of its own",
              "Set " + KAFKA + ", or remove it"));
    }
    return errors;
  }

  /** Ports of embedded servers that another one has as well. */
  private List<ConfigError> portsInUse(StandardEnvironment environment, Set<String> embedded) {
    var ports = new LinkedHashMap<String, Integer>();
    if (embedded.contains(KAFKA)) {
      ports.put("local.kafka-port", kafkaPort);
    }
    if (embedded.contains(POSTGRES)) {
      ports.put("local.postgres-port", postgresPort);
    }
    ports.put("local.smsc-port", smscPort);
    ports.put("local.handset-port", handsetPort);
    ports.put("local.queries-port", queriesPort);
    ports.put("server.port", apiPort(environment));
    ports.put("management.server.port", healthPort(environment));
    ports.values().removeIf(port -> port == 0);
    Map<Integer, String> owners = new HashMap<>();
    List<ConfigError> errors = new ArrayList<>();
    ports.forEach((key, port) -> {
      var owner = owners.putIfAbsent(port, key);
      if (owner != null) {
        errors.add(new ConfigError(key, "it is the same port as " + owner, "Choose another one"));
      }
    });
    return errors;
  }

  private static int apiPort(StandardEnvironment environment) {
    return environment.getProperty("server.port", Integer.class, DEFAULT_API_PORT);
  }

  private static int healthPort(StandardEnvironment environment) {
    return environment.getProperty("management.server.port", Integer.class, DEFAULT_HEALTH_PORT);
  }

  private static Optional<String> text(StandardEnvironment environment, String key) {
    return Optional.ofNullable(environment.getProperty(key)).filter(text -> !text.isBlank());
  }
}
