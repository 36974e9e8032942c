package dev.notifier.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Loads everything under {@code notifier.} into a {@link NotifierConfig}, or reports all errors at
 * once. Stateless.
 */
public final class ConfigLoader {
  private static final String ROOT = "notifier";
  private static final ConfigurationPropertyName ROUTES =
      ConfigurationPropertyName.of("notifier.routes");

  private ConfigLoader() {}

  /**
   * Loads the configuration.
   *
   * @param required keys that must not be empty for this program, such as {@code notifier.api-key}
   * @throws ConfigurationException with all errors; its message contains no secret
   */
  public static NotifierConfig load(Environment environment, String... required) {
    Loading loading =
        new Loading(environment, List.of(ConfigSection.of(ROOT, NotifierConfig.class)));
    NotifierConfig config = loading.notifier(required);
    loading.throwIfThereAreErrors();
    return config;
  }

  /**
   * Loads the configuration for a command that only connects to Kafka and PostgreSQL. It need not
   * have the secrets of api and worker, so errors of {@code notifier.privacy-key}, of operators and
   * of routes are ignored.
   *
   * @throws ConfigurationException with all these errors; its message contains no secret
   */
  public static NotifierConfig loadConnections(Environment environment) {
    Loading loading =
        new Loading(environment, List.of(ConfigSection.of(ROOT, NotifierConfig.class)));
    NotifierConfig config = loading.notifier();
    loading.ignore("notifier.privacy-key", "notifier.operators", "notifier.routes");
    loading.throwIfThereAreErrors();
    return config;
  }

  /**
   * Loads the configuration for a command that only connects to Kafka. Errors of {@code
   * notifier.postgres} are ignored as well.
   *
   * @throws ConfigurationException as in {@link #loadConnections}
   */
  public static NotifierConfig.Kafka loadKafka(Environment environment) {
    Loading loading =
        new Loading(environment, List.of(ConfigSection.of(ROOT, NotifierConfig.class)));
    NotifierConfig config = loading.notifier();
    loading.ignore(
        "notifier.postgres", "notifier.privacy-key", "notifier.operators", "notifier.routes");
    loading.throwIfThereAreErrors();
    return config.kafka();
  }

  /**
   * Loads another top-level section, and checks the whole configuration with it.
   *
   * @param rules what must hold between its values and those of {@code server} and {@code
   *     management}; called only if each of them is valid
   * @throws ConfigurationException with all errors of this section and of {@code notifier}; its
   *     message contains no secret
   */
  public static <T extends Record> T loadSection(
      Environment environment,
      String section,
      Class<T> type,
      Function<T, List<ConfigError>> rules) {
    Loading loading =
        new Loading(
            environment,
            List.of(ConfigSection.of(section, type), ConfigSection.of(ROOT, NotifierConfig.class)));
    T loaded = loading.section(section, type);
    loading.notifier();
    if (Stream.of(section, "server", "management").allMatch(loading::isValid)) {
      loading.add(rules.apply(loaded));
    }
    loading.throwIfThereAreErrors();
    return loaded;
  }

  /** Collects the errors of one environment. */
  private static final class Loading {
    private final Environment environment;
    private final List<ConfigurationPropertySource> sources;
    private final SequencedSet<ConfigError> errors = new LinkedHashSet<>();
    private final FaultyKeys faulty = new FaultyKeys();

    Loading(Environment environment, List<ConfigSection> sections) {
      this.environment = environment;
      sources = sourcesOf(environment);
      UnknownKeyDetector.Found unknown = UnknownKeyDetector.in(sections, sources);
      add(unknown.errors());
      add(UnknownVariables.in(environment).errors());
      unknown
          .meant()
          .forEach(meant ->
              faulty.add(isSet(meant.corrected(), sources) ? meant.key() : meant.corrected()));
    }

    NotifierConfig notifier(String... required) {
      addDefaultRoutes();
      NotifierConfig config = section(ROOT, NotifierConfig.class);
      addUnlessMisspelt(ValueRules.missing(config, required));
      add(ServerRules.check(environment));
      CrossFieldRules.Outcome outcome =
          CrossFieldRules.check(config, faulty, key -> isSet(key, sources));
      add(outcome.errors());
      return config.withDefaultRoute(outcome.defaultRoute());
    }

    <T extends Record> T section(String name, Class<T> type) {
      ConfigErrorCollector collector = new ConfigErrorCollector();
      T bound =
          new Binder(sources, value -> resolve(value, environment))
              .bind(name, Bindable.of(type), collector)
              .orElseGet(() -> new Binder().bindOrCreate(name, type));
      add(
          collector.errors().stream()
              .filter(error -> errors.stream().noneMatch(one -> one.key().equals(error.key())))
              .toList());
      addUnlessMisspelt(ValueRules.check(name, bound));
      return bound;
    }

    boolean isValid(String section) {
      return errors.stream().noneMatch(error -> (error.key() + ".").startsWith(section + "."));
    }

    void ignore(String... sections) {
      errors.removeIf(error ->
          List.of(sections).stream()
              .anyMatch(section -> (error.key() + ".").startsWith(section + ".")));
    }

    void throwIfThereAreErrors() {
      if (!errors.isEmpty()) {
        throw new ConfigurationException(List.copyOf(errors));
      }
    }

    /**
     * Without routes, the shipped one is used. A route whose keys are all wrong still exists: what
     * refers to it is right.
     */
    private void addDefaultRoutes() {
      Map<String, String> defaults = new TreeMap<>();
      if (isNoRouteConfigured(sources)) {
        defaults.putAll(SimulatorRoute.properties());
      }
      for (ConfigurationPropertySource source : sources) {
        if (source instanceof IterableConfigurationPropertySource iterable) {
          iterable.stream()
              .filter(ROUTES::isAncestorOf)
              .forEach(name ->
                  defaults.putIfAbsent(
                      ROUTES + "." + name.getElement(2, Form.ORIGINAL) + ".host", "127.0.0.1"));
        }
      }
      sources.add(new MapConfigurationPropertySource(defaults));
    }

    /** A key that was misspelt is not missing: the author knows it. */
    private void addUnlessMisspelt(List<ConfigError> found) {
      add(
          found.stream()
              .filter(error -> !faulty.contains(error.key()) || isSet(error.key(), sources))
              .toList());
    }

    private void add(List<ConfigError> found) {
      errors.addAll(found);
      faulty.addAll(found);
    }
  }

  private static boolean isSet(String key, List<ConfigurationPropertySource> sources) {
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
    return sources.stream()
        .anyMatch(source ->
            source.getConfigurationProperty(name) != null
                || source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT);
  }

  /** Fails for a placeholder without a value; otherwise its text would be used as the value. */
  private static @Nullable Object resolve(@Nullable Object value, Environment environment) {
    return value instanceof String text ? environment.resolveRequiredPlaceholders(text) : value;
  }

  private static List<ConfigurationPropertySource> sourcesOf(Environment environment) {
    if (!(environment instanceof ConfigurableEnvironment configurable)) {
      throw new IllegalArgumentException(
          "the environment cannot list its property sources; pass a ConfigurableEnvironment");
    }
    List<ConfigurationPropertySource> sources = new ArrayList<>();
    ConfigurationPropertySources.from(configurable.getPropertySources()).forEach(sources::add);
    return sources;
  }

  /** Configured routes replace the shipped route completely. */
  private static boolean isNoRouteConfigured(List<ConfigurationPropertySource> sources) {
    return !isSet(ROUTES.toString(), sources);
  }
}
