package dev.notifier.config.values;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The defaults of the sections of the configuration, for JSON that lacks a value: unlike the
 * configuration, JSON does not know them. Thread-safe.
 */
public final class DefaultValues {
  /** Each section as it is if nothing is configured. Binding it needs no other section. */
  private static final ClassValue<Object> SECTIONS =
      new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> section) {
          return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("", section);
        }
      };

  private DefaultValues() {}

  /** Returns the value, or the default of this component if there is none. */
  public static <S extends Record, T> T orDefault(
      @Nullable T value, Class<S> section, Function<S, T> component) {
    return value == null ? component.apply(section.cast(SECTIONS.get(section))) : value;
  }
}
