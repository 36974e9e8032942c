package dev.notifier.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The tree of keys that a configuration record allows. It is derived from the record, so a key is
 * added in one place only.
 */
sealed interface ConfigKeys {
  /**
   * A group of known keys.
   *
   * @param children by the key's name in kebab case
   */
  record Group(Map<String, ConfigKeys> children) implements ConfigKeys {}

  /** Any names, each with the same keys below it. */
  record Named(ConfigKeys each) implements ConfigKeys {}

  /** A list of values, or of groups of keys. */
  record ListOf(ConfigKeys each) implements ConfigKeys {}

  /** A single value; {@code byDefault} as it is written in a file. */
  record Value(Class<?> type, String byDefault) implements ConfigKeys {}

  /** The keys of a record. */
  static Group of(Class<? extends Record> type) {
    Map<String, ConfigKeys> children = new LinkedHashMap<>();
    Map<String, String> defaults = defaultsOf(type);
    for (RecordComponent component : type.getRecordComponents()) {
      children.put(
          DataObjectPropertyName.toDashedForm(component.getName()),
          of(component.getGenericType(), defaults.getOrDefault(component.getName(), "")));
    }
    return new Group(children);
  }

  /**
   * Keeps letters and digits only: {@code apiKey}, {@code api_key} and {@code api-key} are equal.
   */
  static String uniform(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  private static ConfigKeys of(Type type, String byDefault) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return generic.getRawType() == List.class
          ? new ListOf(of(last, byDefault))
          : new Named(of(last, ""));
    }
    Class<?> plain = (Class<?>) type;
    return plain.isRecord() ? of(plain.asSubclass(Record.class)) : new Value(plain, byDefault);
  }

  /** By component. The annotations are on the parameters of the constructor. */
  private static Map<String, String> defaultsOf(Class<?> type) {
    Map<String, String> defaults = new HashMap<>();
    for (var parameter : type.getDeclaredConstructors()[0].getParameters()) {
      DefaultValue value = parameter.getAnnotation(DefaultValue.class);
      if (value != null) {
        defaults.put(parameter.getName(), String.join(",", value.value()));
      }
    }
    return defaults;
  }
}
