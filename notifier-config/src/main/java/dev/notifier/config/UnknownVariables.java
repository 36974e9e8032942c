package dev.notifier.config;

import dev.notifier.config.ConfigKeys.Group;
import dev.notifier.config.ConfigKeys.ListOf;
import dev.notifier.config.ConfigKeys.Named;
import dev.notifier.config.ConfigKeys.Value;
import dev.notifier.config.names.SpellingSuggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds environment variables whose names begin as those of Notifier, but name no key. A variable
 * of Kafka or PostgreSQL is an error: without it the connection may be neither encrypted nor the
 * intended one. Another one is a warning, because it may belong to another program.
 */
final class UnknownVariables {
  private static final String PREFIX = "NOTIFIER_";
  private static final List<String> CONNECTIONS = List.of("NOTIFIER_KAFKA_", "NOTIFIER_POSTGRES_");
  private static final Group KEYS = ConfigKeys.of(NotifierConfig.class);
  private static final List<String> NAMES = names(PREFIX, KEYS).toList();

  /** Variables of the images, of the local start and of the tests. */
  private static final Pattern OF_OTHERS = Pattern.compile("NOTIFIER_(VERSION|CHILD|TEST_.*)");

  /** What Kubernetes sets for each service: its address, and the same in the form of Docker. */
  private static final Pattern OF_SERVICES =
      Pattern.compile(
          ".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  private final List<ConfigError> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private UnknownVariables() {}

  /**
   * The unknown variables, without their values.
   *
   * @param warnings one sentence for each that may belong to another program
   */
  record Found(List<ConfigError> errors, List<String> warnings) {}

  /** Searches the variables of an environment. */
  static Found in(Environment environment) {
    UnknownVariables unknown = new UnknownVariables();
    if (environment instanceof ConfigurableEnvironment configurable) {
      PropertySource<?> system =
          configurable
              .getPropertySources()
              .get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
      if (system instanceof MapPropertySource variables) {
        new TreeMap<>(variables.getSource()).forEach(unknown::check);
      }
    }
    return new Found(unknown.errors, unknown.warnings);
  }

  private void check(String variable, Object value) {
    String name = variable.toUpperCase(Locale.ROOT).replace('.', '_');
    if (!name.startsWith(PREFIX) || isOfOthers(name, value)) {
      return;
    }
    List<String> words = List.of(name.substring(PREFIX.length()).split("_", -1));
    if (isKey(KEYS, words)) {
      return;
    }
    Optional<String> near = SpellingSuggestion.nearest(name, NAMES);
    if (isConnection(name) || near.filter(UnknownVariables::isConnection).isPresent()) {
      errors.add(
          new ConfigError(
              variable,
              "no key has the name of this environment variable",
              near.map(meant -> "Did you mean " + meant + "?").orElse("Correct or remove it")));
    } else {
      warnings.add(
          "The environment variable "
              + variable
              + " has no effect: no key has this name. "
              + near.map(meant -> "Did you mean " + meant + "?").orElse("Correct or remove it"));
    }
  }

  private static boolean isConnection(String name) {
    return CONNECTIONS.stream().anyMatch(name::startsWith);
  }

  private static boolean isOfOthers(String name, Object value) {
    return OF_OTHERS.matcher(name).matches()
        || OF_SERVICES.matcher(name).matches()
        || (name.endsWith("_PORT") && value.toString().contains("://"));
  }

  /** Whether words name a key. A hyphen of a key is an underscore or left out. */
  private static boolean isKey(ConfigKeys keys, List<String> words) {
    return switch (keys) {
      case Value _ -> words.isEmpty();
      case ListOf(ConfigKeys each) ->
          words.isEmpty()
              || (words.getFirst().matches("\\[?\\d+]?") && isKey(each, rest(words, 1)));
      case Named(ConfigKeys each) ->
          lengths(words).anyMatch(length -> isKey(each, rest(words, length)));
      case Group(Map<String, ConfigKeys> children) ->
          lengths(words)
              .anyMatch(length -> {
                String word = ConfigKeys.uniform(String.join("", words.subList(0, length)));
                return children.entrySet().stream()
                    .anyMatch(child ->
                        ConfigKeys.uniform(child.getKey()).equals(word)
                            && isKey(child.getValue(), rest(words, length)));
              });
    };
  }

  private static Stream<Integer> lengths(List<String> words) {
    return Stream.iterate(1, length -> length <= words.size(), length -> length + 1);
  }

  private static List<String> rest(List<String> words, int length) {
    return words.subList(length, words.size());
  }

  /** The names of the variables of all keys that have no name of their author's. */
  private static Stream<String> names(String prefix, Group group) {
    return group.children().entrySet().stream()
        .flatMap(child -> {
          String name = prefix + child.getKey().toUpperCase(Locale.ROOT).replace('-', '_');
          return child.getValue() instanceof Group below
              ? names(name + "_", below)
              : Stream.of(name);
        });
  }
}
