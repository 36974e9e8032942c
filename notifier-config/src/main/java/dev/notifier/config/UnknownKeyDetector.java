package dev.notifier.config;

import dev.notifier.config.ConfigKeys.Group;
import dev.notifier.config.ConfigKeys.ListOf;
import dev.notifier.config.ConfigKeys.Named;
import dev.notifier.config.ConfigKeys.Value;
import dev.notifier.config.names.SpellingSuggestion;
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
 * Finds unknown keys. {@link UnknownVariables} finds those of environment variables, whose names
 * may belong to other programs.
 */
final class UnknownKeyDetector {
  private static final String ROOT = "notifier";
  private static final String NO_SUCH_KEY = "there is no such key";

  private final List<ConfigSection> sections;
  private final List<ConfigError> errors = new ArrayList<>();
  private final List<Meant> meant = new ArrayList<>();

  private UnknownKeyDetector(List<ConfigSection> sections) {
    this.sections = sections;
  }

  /**
   * The unknown keys.
   *
   * @param meant the known keys for which they were probably written
   */
  record Found(List<ConfigError> errors, List<Meant> meant) {}

  /**
   * What an unknown key was probably meant to be.
   *
   * @param corrected the key up to its misspelt element, corrected; it may be a group
   * @param key the whole key, corrected
   */
  record Meant(String corrected, String key) {}

  /**
   * Searches the sources.
   *
   * @param sections whose keys are checked
   */
  static Found in(
      List<ConfigSection> sections, Iterable<? extends ConfigurationPropertySource> sources) {
    UnknownKeyDetector check = new UnknownKeyDetector(sections);
    for (ConfigurationPropertySource source : sources) {
      if (source instanceof IterableConfigurationPropertySource iterable && !isSystem(source)) {
        iterable.stream().forEach(name -> check.check(name, iterable));
      }
    }
    return new Found(check.errors.stream().distinct().toList(), check.meant);
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
    for (ConfigSection section : sections) {
      if (section.name().equals(root)) {
        walk(section.keys(), name, source);
        return;
      }
    }
    if (ConfigSection.isFile(source)) {
      section(root, name, source);
    } else if (name.getNumberOfElements() > 1 && SpellingSuggestion.edits(root, ROOT) <= 2) {
      meant(ROOT, name, 0);
      errors.add(new ConfigError(name.toString(), NO_SUCH_KEY, "Did you mean notifier.…?"));
    }
  }

  /** Checks the name of a section that is not among those whose keys are checked. */
  private void section(
      String root, ConfigurationPropertyName name, IterableConfigurationPropertySource source) {
    if (!ConfigSection.isKnown(root)) {
      Optional<String> near = SpellingSuggestion.nearest(root, ConfigSection.KNOWN);
      near.ifPresent(corrected -> meant(corrected, name, 0));
      errors.add(
          new ConfigError(
              root,
              "there is no such section",
              near.map(UnknownKeyDetector::didYouMean)
                  .orElse("The sections are " + String.join(", ", ConfigSection.KNOWN))));
    } else if (ConfigSection.isGroup(root) && name.getNumberOfElements() == 1) {
      valueForGroup(new Named(new Value(String.class, "")), name, source);
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
      case ListOf(ConfigKeys each) -> name.isNumericIndex(index) ? each : null;
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

  private ConfigError unknown(ConfigKeys parent, ConfigurationPropertyName name, int index) {
    String prefix = name.chop(index).toString() + ".";
    String wrong = name.getElement(index, Form.ORIGINAL);
    if (!(parent instanceof Group group)) {
      return new ConfigError(
          name.toString(),
          NO_SUCH_KEY,
          name.chop(index) + " is a value and has no keys below it; remove this key");
    }
    Collection<String> names = group.children().keySet();
    Optional<String> near = SpellingSuggestion.nearest(wrong, names).map(prefix::concat);
    near.ifPresent(corrected -> meant(corrected, name, index));
    String advice =
        near.map(UnknownKeyDetector::didYouMean)
            .orElse("Known keys are: " + String.join(", ", names));
    return new ConfigError(prefix + wrong, NO_SUCH_KEY, advice);
  }

  private void meant(String corrected, ConfigurationPropertyName name, int index) {
    String rest = name.toString().substring(name.chop(index + 1).toString().length());
    meant.add(new Meant(corrected, corrected + rest));
  }

  private static String didYouMean(String key) {
    return "Did you mean " + key + "?";
  }
}
