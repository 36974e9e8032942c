package dev.notifier.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The tree of keys that a configuration record allows, read from the record itself, so that there
 * is one place where a key is added.
 */
public sealed interface ConfigKeys {
  /**
   * Keys with names.
   *
   * @param children by the key's name in kebab case
   */
  record Group(Map<String, ConfigKeys> children) implements ConfigKeys {}

  /** Any names, and below each of them the same. */
  record Named(ConfigKeys each) implements ConfigKeys {}

  /** Several values. */
  record Several(Class<?> element) implements ConfigKeys {}

  /** One value; {@code byDefault} as it would be written. */
  record One(Class<?> type, String byDefault) implements ConfigKeys {}

  /** The keys of a record. */
  static Group of(Class<? extends Record> type) {
    Map<String, ConfigKeys> children = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      children.put(
          DataObjectPropertyName.toDashedForm(component.getName()),
          of(component.getGenericType(), defaultOf(type, component)));
    }
    return new Group(children);
  }

  /** Letters and digits alone: {@code apiKey}, {@code api_key} and {@code api-key} are one key. */
  static String uniform(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  private static ConfigKeys of(Type type, String byDefault) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return generic.getRawType() == List.class
          ? new Several((Class<?>) last)
          : new Named(of(last, ""));
    }
    Class<?> plain = (Class<?>) type;
    return plain.isRecord() ? of(plain.asSubclass(Record.class)) : new One(plain, byDefault);
  }

  /** The annotation stands on the constructor's parameter, not on the component. */
  private static String defaultOf(Class<?> type, RecordComponent component) {
    for (var parameter : type.getDeclaredConstructors()[0].getParameters()) {
      DefaultValue value = parameter.getAnnotation(DefaultValue.class);
      if (parameter.getName().equals(component.getName()) && value != null) {
        return String.join(",", value.value());
      }
    }
    return "";
  }
}
