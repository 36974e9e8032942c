package dev.notifier.templates.yaml;

/**
 * Why a text is not accepted as YAML.
 *
 * @param position where to correct it
 * @param reason what is wrong and what to do, without a capital letter and a full stop
 */
public record YamlError(Kind kind, YamlPosition position, String reason) {
  /** The kinds of errors that callers distinguish. */
  public enum Kind {
    /** Not YAML 1.2, or YAML that is not supported, such as an alias. */
    SYNTAX,
    DUPLICATE_KEY,
    TOO_DEEP,
    TOO_LARGE
  }

  static YamlError syntax(YamlPosition position, String reason) {
    return new YamlError(Kind.SYNTAX, position, reason);
  }
}
