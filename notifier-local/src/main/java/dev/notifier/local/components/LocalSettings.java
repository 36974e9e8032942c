package dev.notifier.local.components;

import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/**
 * The section {@code local} of the configuration file: the settings of the local start itself.
 *
 * @param kafkaPort port of the embedded broker on 127.0.0.1
 * @param postgresPort port of the embedded database on 127.0.0.1
 * @param smscPort port of the simulator's SMPP server on 127.0.0.1
 * @param handsetPort port of the simulator's handset page on 127.0.0.1
 */
public record LocalSettings(
    @DefaultValue("19092") int kafkaPort,
    @DefaultValue("15432") int postgresPort,
    @DefaultValue("2775") int smscPort,
    @DefaultValue("2780") int handsetPort) {

  private static final int DEFAULT_API_PORT = 8080;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * The settings, and which servers are external.
   *
   * @param kafka bootstrap servers of an external Kafka; empty = embedded
   * @param postgres JDBC URL of an external PostgreSQL; empty = embedded
   * @param apiKey the key of the callers; empty = the one of the home
   * @param privacyKey the secret of keyed hashes; empty = the one of the home
   * @param ownRoutes whether the configuration has routes, which replace the shipped one
   * @param ownOperators whether the configuration has operators; otherwise the home has two
   * @param apiPort where the api listens
   */
  public record Loaded(
      LocalSettings local,
      Optional<String> kafka,
      Optional<String> postgres,
      Optional<String> apiKey,
      Optional<String> privacyKey,
      boolean ownRoutes,
      boolean ownOperators,
      int apiPort) {

    /** The components that are not started, because an external server is configured. */
    public Set<ComponentKind> external() {
      var external = EnumSet.noneOf(ComponentKind.class);
      kafka.ifPresent(_ -> external.add(ComponentKind.KAFKA));
      postgres.ifPresent(_ -> external.add(ComponentKind.POSTGRES));
      return external;
    }
  }

  /** Reads the file. Environment variables and system properties override it. */
  public static Loaded load(Optional<Path> file) throws CommandException {
    var environment = environment(file);
    var binder = Binder.get(environment);
    try {
      var local =
          binder.bindOrCreate(
              "local",
              Bindable.of(LocalSettings.class),
              new NoUnboundElementsBindHandler(
                  BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
      local.check();
      return new Loaded(
          local,
          text(environment, "notifier.kafka.bootstrap-servers"),
          text(environment, "notifier.postgres.url"),
          text(environment, "notifier.api-key"),
          text(environment, "notifier.privacy-key"),
          binder.bind("notifier.routes", Bindable.mapOf(String.class, Object.class)).isBound(),
          binder.bind("notifier.operators", Bindable.mapOf(String.class, Object.class)).isBound(),
          environment.getProperty("server.port", Integer.class, DEFAULT_API_PORT));
    } catch (BindException e) {
      throw new CommandException(explain(e));
    }
  }

  /** Environment variables, system properties and the file. */
  public static StandardEnvironment environment(Optional<Path> file) throws CommandException {
    var environment = new StandardEnvironment();
    if (file.isPresent()) {
      addFile(environment, file.get());
    }
    return environment;
  }

  private static void addFile(StandardEnvironment environment, Path file) throws CommandException {
    if (!Files.isReadable(file)) {
      throw new CommandException(
          "The configuration file " + file + " cannot be read; check the path.");
    }
    try {
      new YamlPropertySourceLoader()
          .load(file.toString(), new FileSystemResource(file))
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException | RuntimeException e) {
      throw new CommandException(
          "The configuration file " + file + " is not YAML: " + firstLine(e));
    }
  }

  private void check() throws CommandException {
    port("kafka-port", kafkaPort);
    port("postgres-port", postgresPort);
    port("smsc-port", smscPort);
    port("handset-port", handsetPort);
  }

  private static void port(String key, int value) throws CommandException {
    if (value < 1 || value > HIGHEST_PORT) {
      throw new CommandException(
          "local." + key + " is " + value + "; a port is between 1 and 65535.");
    }
  }

  private static Optional<String> text(StandardEnvironment environment, String key) {
    return Optional.ofNullable(environment.getProperty(key)).filter(text -> !text.isBlank());
  }

  private static String explain(BindException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return "The configuration is not valid: " + firstLine(e) + " " + firstLine(cause);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }
}
