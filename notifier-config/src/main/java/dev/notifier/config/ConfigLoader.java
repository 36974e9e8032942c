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
 * Reads everything under {@code notifier.} into a {@link NotifierConfig}, or refuses it with all
 * mistakes at once. Stateless.
 */
public final class ConfigLoader {
  private static final String ROOT = "notifier";
  private static final ConfigurationPropertyName ROUTES =
      ConfigurationPropertyName.of("notifier.routes");

  private ConfigLoader() {}

  /**
   * Reads the configuration.
   *
   * @param required keys that may not be empty for this application, such as {@code
   *     notifier.api-key}
   * @throws ConfigurationException with every mistake; its message shows no secret
   */
  public static NotifierConfig load(Environment environment, String... required) {
    List<ConfigurationPropertySource> sources = sourcesOf(environment);
    SequencedSet<ConfigError> mistakes =
        new LinkedHashSet<>(UnknownKeyDetector.in(ConfigKeys.of(NotifierConfig.class), sources));
    if (noRouteConfigured(sources)) {
      sources.add(new MapConfigurationPropertySource(SimulatorRoute.properties()));
    }
    ConfigErrorCollector collector = new ConfigErrorCollector();
    NotifierConfig config =
        new Binder(sources, value -> resolve(value, environment))
            .bindOrCreate(ROOT, Bindable.of(NotifierConfig.class), collector);
    mistakes.addAll(collector.mistakes());
    mistakes.addAll(ValueRules.check(config, required));
    mistakes.addAll(ServerPortRule.check(environment));
    CrossFieldRules.Outcome outcome = CrossFieldRules.check(config);
    mistakes.addAll(outcome.mistakes());
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(List.copyOf(mistakes));
    }
    return config.withDefaultRoute(outcome.defaultRoute());
  }

  /** Fails for a placeholder without a value, which would otherwise be taken for the value. */
  private static @Nullable Object resolve(@Nullable Object value, Environment environment) {
    return value instanceof String text ? environment.resolveRequiredPlaceholders(text) : value;
  }

  private static List<ConfigurationPropertySource> sourcesOf(Environment environment) {
    if (!(environment instanceof ConfigurableEnvironment configurable)) {
      throw new IllegalArgumentException("needs an environment that can list its sources");
    }
    List<ConfigurationPropertySource> sources = new ArrayList<>();
    ConfigurationPropertySources.from(configurable.getPropertySources()).forEach(sources::add);
    return sources;
  }

  /** Routes that somebody wrote replace the shipped one whole. */
  private static boolean noRouteConfigured(List<ConfigurationPropertySource> sources) {
    return sources.stream()
        .noneMatch(source ->
            source.containsDescendantOf(ROUTES) == ConfigurationPropertyState.PRESENT
                || source.getConfigurationProperty(ROUTES) != null);
  }
}
