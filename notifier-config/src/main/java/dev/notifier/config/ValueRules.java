package dev.notifier.config;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** Checks the constraints of the records' components and reports violations by key. */
final class ValueRules {
  /** Never closed: it keeps what it has read of the records, which takes longer than a check. */
  private static final Validator VALIDATOR = validator();

  private ValueRules() {}

  static List<ConfigError> check(String section, Record config) {
    return VALIDATOR.validate(config).stream()
        .map(violation -> error(section, violation))
        .sorted(Comparator.comparing(ConfigError::key))
        .toList();
  }

  private static Validator validator() {
    // English messages of the constraints, whatever the default locale.
    var messages =
        new ParameterMessageInterpolator(
            Set.of(Locale.ENGLISH), Locale.ENGLISH, _ -> Locale.ENGLISH, false);
    return Validation.byDefaultProvider()
        .configure()
        .messageInterpolator(messages)
        .buildValidatorFactory()
        .getValidator();
  }

  /**
   * @param required keys of other sections are ignored: {@link ServerRules} checks them
   */
  static List<ConfigError> missing(NotifierConfig config, String... required) {
    Map<String, String> values = Map.of("notifier.api-key", config.apiKey());
    List<ConfigError> errors = new ArrayList<>();
    for (String key : required) {
      String value = values.get(key);
      if (value != null && value.isBlank()) {
        errors.add(new ConfigError(key, "it is empty", "Set it to a long random secret"));
      }
    }
    return errors;
  }

  /** Does not contain the value, which may be a secret. */
  private static ConfigError error(String section, ConstraintViolation<Record> violation) {
    return new ConfigError(
        key(section, violation.getPropertyPath()),
        violation.getMessage(),
        "See this key in docs/configuration.md");
  }

  private static String key(String section, Path path) {
    StringBuilder key = new StringBuilder(section);
    for (Path.Node node : path) {
      if (node.getKey() != null) {
        key.append('.').append(node.getKey());
      } else if (node.getIndex() != null) {
        key.append('[').append(node.getIndex()).append(']');
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        key.append('.').append(DataObjectPropertyName.toDashedForm(node.getName()));
      }
    }
    return key.toString();
  }
}
