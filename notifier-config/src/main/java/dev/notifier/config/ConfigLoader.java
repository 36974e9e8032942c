package dev.notifier.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
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
    List<ConfigurationPropertySource> sources = sourcesOf(environment);
    SequencedSet<ConfigError> errors =
        new LinkedHashSet<>(UnknownKeyDetector.in(ConfigKeys.of(NotifierConfig.class), sources));
    if (isNoRouteConfigured(sources)) {
      sources.add(new MapConfigurationPropertySource(SimulatorRoute.properties()));
    }
    ConfigErrorCollector collector = new ConfigErrorCollector();
    NotifierConfig config =
        new Binder(sources, value -> resolve(value, environment))
            .bindOrCreate(ROOT, Bindable.of(NotifierConfig.class), collector);
    errors.addAll(collector.errors());
    errors.addAll(ValueRules.check(config, required));
    errors.addAll(ServerPortRule.check(environment));
    CrossFieldRules.Outcome outcome = CrossFieldRules.check(config);
    errors.addAll(outcome.errors());
    if (!errors.isEmpty()) {
      throw new ConfigurationException(List.copyOf(errors));
    }
    return config.withDefaultRoute(outcome.defaultRoute());
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
    return sources.stream()
        .noneMatch(source ->
            source.containsDescendantOf(ROUTES) == ConfigurationPropertyState.PRESENT
                || source.getConfigurationProperty(ROUTES) != null);
  }
}
