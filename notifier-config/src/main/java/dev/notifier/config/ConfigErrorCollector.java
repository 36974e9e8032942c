package dev.notifier.config;

import dev.notifier.config.kafka.KafkaSecurityConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.unit.DataSize;

/** Collects the values that cannot be converted to their type. Binding continues with defaults. */
final class ConfigErrorCollector implements BindHandler {
  private final List<ConfigError> errors = new ArrayList<>();

  List<ConfigError> errors() {
    return errors;
  }

  @Override
  public @Nullable Object onFailure(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
    Class<?> type = target.getType().resolve(String.class);
    var property = context.getConfigurationProperty();
    Object value = property == null ? null : property.getValue();
    if (value != null && value.toString().contains("${")) {
      errors.add(
          new ConfigError(
              name.toString(),
              "the variable of its placeholder is not set",
              "Set the variable that it names, or write the value itself"));
    } else {
      errors.add(new ConfigError(name.toString(), problem(value, type), "Write " + expected(type)));
    }
    return null;
  }

  /**
   * Reports an empty value where there must be one of several. Otherwise the default would be used,
   * such as no encryption although the author wanted some, if the variable of a placeholder is not
   * set.
   */
  @Override
  public void onFinish(
      ConfigurationPropertyName name,
      Bindable<?> target,
      BindContext context,
      @Nullable Object result) {
    Class<?> type = target.getType().resolve(String.class);
    var property = context.getConfigurationProperty();
    if (result == null
        && (type == boolean.class || type.isEnum())
        && property != null
        && property.getName().equals(name)
        && errors.stream().noneMatch(error -> error.key().equals(name.toString()))) {
      errors.add(
          new ConfigError(
              name.toString(),
              "it is set, but empty",
              "Write " + expected(type) + ", or remove this key"));
    }
  }

  /** Shows only values of types that cannot be secrets. */
  private static String problem(@Nullable Object value, Class<?> type) {
    boolean shown =
        value != null && (type.isPrimitive() || type.isEnum() || type == Duration.class);
    return (shown ? "\"" + value + "\" is not valid" : "the value is not valid");
  }

  private static String expected(Class<?> type) {
    if (type == int.class) {
      return "a whole number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == Duration.class) {
      return "a duration with its unit, such as 500ms, 5s or 48h";
    }
    if (type == DataSize.class) {
      return "a size with its unit, such as 64MB";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(ConfigErrorCollector::dashed)
              .collect(Collectors.joining(", "));
    }
    return "a value as docs/configuration.md describes for this key";
  }

  /** The names of Kafka are written as Kafka's documentation writes them. */
  private static String dashed(Object constant) {
    return switch (constant) {
      case KafkaSecurityConfig.Protocol protocol -> protocol.name();
      case KafkaSecurityConfig.Mechanism mechanism -> mechanism.name().replace('_', '-');
      default -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }
}
