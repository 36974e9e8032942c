package dev.notifier.config;

import dev.notifier.config.ConfigKeys.Group;
import dev.notifier.config.ConfigKeys.ListOf;
import dev.notifier.config.ConfigKeys.Named;
import dev.notifier.config.ConfigKeys.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds unknown keys. Environment variables are not checked, because other programs may set
 * variables with the same prefix, such as the addresses of services in a cluster.
 */
final class UnknownKeyDetector {
  private static final String ROOT = "notifier";
  private static final String ROOT_DOT = ROOT + ".";

  private final Group known;
  private final List<ConfigError> errors = new ArrayList<>();

  private UnknownKeyDetector(Group known) {
    this.known = known;
  }

  static List<ConfigError> in(Group known, Iterable<ConfigurationPropertySource> sources) {
    UnknownKeyDetector check = new UnknownKeyDetector(known);
    for (ConfigurationPropertySource source : sources) {
      if (source instanceof IterableConfigurationPropertySource iterable && !isSystem(source)) {
        iterable.stream().forEach(name -> check.check(name, iterable));
      }
    }
    return check.errors.stream().distinct().toList();
  }

  private static boolean isSystem(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && underlying
            .getName()
            .contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
  }

  private void check(ConfigurationPropertyName name, IterableConfigurationPropertySource source) {
    if (name.isEmpty()) {
      return;
    }
    String root = name.getElement(0, Form.ORIGINAL);
    if (root.equals(ROOT)) {
      walk(known, name, source);
    } else if (name.getNumberOfElements() > 1 && SpellingSuggestion.edits(root, ROOT) <= 2) {
      errors.add(new ConfigError(name.toString(), "there is no such key", didYouMean(ROOT)));
    }
  }

  private void walk(
      ConfigKeys start,
      ConfigurationPropertyName name,
      IterableConfigurationPropertySource source) {
    ConfigKeys here = start;
    int size = name.getNumberOfElements();
    for (int i = 1; i < size; i++) {
      ConfigKeys next = below(here, name, i);
      if (next == null) {
        errors.add(unknown(here, name, i));
        return;
      }
      here = next;
    }
    if (here instanceof Group || here instanceof Named) {
      valueForGroup(here, name, source);
    }
  }

  private static @Nullable ConfigKeys below(
      ConfigKeys here, ConfigurationPropertyName name, int index) {
    return switch (here) {
      case Group(Map<String, ConfigKeys> children) ->
          childNamed(children, name.getElement(index, Form.ORIGINAL));
      case Named(ConfigKeys each) -> each;
      case ListOf(Class<?> element) -> name.isNumericIndex(index) ? new Value(element, "") : null;
      case Value _ -> null;
    };
  }

  private static @Nullable ConfigKeys childNamed(Map<String, ConfigKeys> children, String name) {
    String wanted = ConfigKeys.uniform(name);
    for (var child : children.entrySet()) {
      if (ConfigKeys.uniform(child.getKey()).equals(wanted)) {
        return child.getValue();
      }
    }
    return null;
  }

  /** Reports a value where keys are expected. An empty YAML block is read as an empty value. */
  private void valueForGroup(
      ConfigKeys here, ConfigurationPropertyName name, IterableConfigurationPropertySource source) {
    var property = source.getConfigurationProperty(name);
    if (property == null || property.getValue().toString().isEmpty()) {
      return;
    }
    String keys =
        here instanceof Group group ? ": " + String.join(", ", group.children().keySet()) : "";
    errors.add(
        new ConfigError(
            name.toString(),
            "this is a group of keys, not a value",
            "Set the keys below it" + keys));
  }

  private static ConfigError unknown(ConfigKeys parent, ConfigurationPropertyName name, int index) {
    String prefix = name.chop(index).toString() + ".";
    String wrong = name.getElement(index, Form.ORIGINAL);
    if (!(parent instanceof Group group)) {
      return new ConfigError(
          name.toString(),
          "there is no such key",
          name.chop(index) + " is a value and has no keys below it; remove this key");
    }
    Collection<String> names = group.children().keySet();
    Optional<String> meant = SpellingSuggestion.nearest(wrong, names);
    String advice =
        meant
            .map(near -> didYouMean(prefix + near))
            .orElse("Known keys are: " + String.join(", ", names));
    return new ConfigError(prefix + wrong, "there is no such key", advice);
  }

  private static String didYouMean(String key) {
    return "Did you mean " + (key.equals(ROOT) ? ROOT_DOT + "…" : key) + "?";
  }
}
