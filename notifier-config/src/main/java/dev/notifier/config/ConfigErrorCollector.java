package dev.notifier.config;

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

/** Notes every value that cannot be read as its type and goes on with the default. */
final class ConfigErrorCollector implements BindHandler {
  private final List<ConfigError> mistakes = new ArrayList<>();

  List<ConfigError> mistakes() {
    return mistakes;
  }

  @Override
  public @Nullable Object onFailure(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
    Class<?> type = target.getType().resolve(String.class);
    var property = context.getConfigurationProperty();
    Object value = property == null ? null : property.getValue();
    if (value != null && value.toString().contains("${")) {
      mistakes.add(
          new ConfigError(
              name.toString(),
              "its placeholder has no value",
              "Set what stands between the braces, or write the value itself"));
    } else {
      mistakes.add(new ConfigError(name.toString(), problem(value, type), "Write " + form(type)));
    }
    return null;
  }

  /** Only values of types that hold no secret are shown. */
  private static String problem(@Nullable Object value, Class<?> type) {
    boolean shown =
        value != null && (type.isPrimitive() || type.isEnum() || type == Duration.class);
    return (shown ? "\"" + value + "\"" : "this value") + " cannot be read";
  }

  private static String form(Class<?> type) {
    if (type == int.class) {
      return "a whole number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == Duration.class) {
      return "a time with its unit, such as 500ms, 5s or 48h";
    }
    if (type == DataSize.class) {
      return "a size with its unit, such as 64MB";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(ConfigErrorCollector::asWritten)
              .collect(Collectors.joining(", "));
    }
    return "what docs/configuration.md shows for this key";
  }

  private static String asWritten(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
