package dev.notifier.templates.yaml;

/**
 * The result of reading YAML.
 *
 * @param <T> what was read
 */
public sealed interface YamlResult<T> {
  /** The text is valid. */
  record Read<T>(T value) implements YamlResult<T> {}

  /** The text is invalid; this is its first error. */
  record Invalid<T>(YamlError error) implements YamlResult<T> {}
}
