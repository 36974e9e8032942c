package dev.notifier.config;

import dev.notifier.config.ConfigKeys.Group;
import dev.notifier.config.ConfigKeys.Named;
import dev.notifier.config.ConfigKeys.One;
import dev.notifier.config.ConfigKeys.Several;
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
 * Finds keys that nobody reads. Variables of the operating system are not looked at: others set
 * some that begin with the same letters, such as the addresses of services in a cluster.
 */
final class UnknownKeyDetector {
  private static final String ROOT = "notifier";
  private static final String ROOT_DOT = ROOT + ".";

  private final Group known;
  private final List<ConfigError> mistakes = new ArrayList<>();

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
    return check.mistakes.stream().distinct().toList();
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
      mistakes.add(new ConfigError(name.toString(), "nobody reads this", didYouMean(ROOT)));
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
        mistakes.add(unknown(here, name, i));
        return;
      }
      here = next;
    }
    if (here instanceof Group || here instanceof Named) {
      scalarForGroup(here, name, source);
    }
  }

  private static @Nullable ConfigKeys below(
      ConfigKeys here, ConfigurationPropertyName name, int index) {
    return switch (here) {
      case Group(Map<String, ConfigKeys> children) ->
          childNamed(children, name.getElement(index, Form.ORIGINAL));
      case Named(ConfigKeys each) -> each;
      case Several(Class<?> element) -> name.isNumericIndex(index) ? new One(element, "") : null;
      case One _ -> null;
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

  /** An empty value is how an empty block of YAML arrives. */
  private void scalarForGroup(
      ConfigKeys here, ConfigurationPropertyName name, IterableConfigurationPropertySource source) {
    var property = source.getConfigurationProperty(name);
    if (property == null || property.getValue().toString().isEmpty()) {
      return;
    }
    String keys =
        here instanceof Group group ? ": " + String.join(", ", group.children().keySet()) : "";
    mistakes.add(
        new ConfigError(
            name.toString(),
            "this is a group of keys, not a value",
            "Write its keys below it" + keys));
  }

  private static ConfigError unknown(ConfigKeys parent, ConfigurationPropertyName name, int index) {
    String prefix = name.chop(index).toString() + ".";
    String wrong = name.getElement(index, Form.ORIGINAL);
    if (!(parent instanceof Group group)) {
      return new ConfigError(
          name.toString(), "there is no such key", "Nothing goes below " + name.chop(index));
    }
    Collection<String> names = group.children().keySet();
    Optional<String> meant = SpellingSuggestion.nearest(wrong, names);
    String advice =
        meant
            .map(near -> didYouMean(prefix + near))
            .orElse("Known here: " + String.join(", ", names));
    return new ConfigError(prefix + wrong, "there is no such key", advice);
  }

  private static String didYouMean(String key) {
    return "Did you mean " + (key.equals(ROOT) ? ROOT_DOT + "…" : key) + "?";
  }
}
