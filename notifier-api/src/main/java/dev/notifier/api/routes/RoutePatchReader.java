package dev.notifier.api.routes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.config.RouteConfig;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a merge patch (RFC 7396) of a route, strictly. Thread-safe. */
final class RoutePatchReader {
  private static final String PAUSED = "paused";
  private static final List<String> NUMBERS = List.of("rate", "sessions", "window");

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final Validator validator =
      // The English words of the constraints, whatever the machine's language.
      Validation.byDefaultProvider()
          .configure()
          .messageInterpolator(
              new ParameterMessageInterpolator(
                  Set.of(Locale.ENGLISH), Locale.ENGLISH, _ -> Locale.ENGLISH, false))
          .buildValidatorFactory()
          .getValidator();

  /**
   * Reads.
   *
   * @throws ProblemException with everything that is wrong
   */
  RoutePatch read(byte[] body) {
    JsonNode patch = tree(body);
    List<Violation> findings = new ArrayList<>();
    for (String field : patch.propertyNames()) {
      check(field, patch.path(field), findings);
    }
    if (!findings.isEmpty()) {
      throw new ProblemException(Problem.of(findings));
    }
    JsonNode paused = patch.path(PAUSED);
    return new RoutePatch(
        number(patch, "rate"),
        number(patch, "sessions"),
        number(patch, "window"),
        paused.isMissingNode() ? null : paused.booleanValue());
  }

  private JsonNode tree(byte[] body) {
    if (body.length == 0) {
      throw refused(ErrorCode.EMPTY_BODY, "Send what is to change, such as {\"rate\": 100}.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode patch = json.readTree(text);
      if (!patch.isObject()) {
        throw refused(ErrorCode.NOT_JSON, "A patch is a JSON object, such as {\"rate\": 100}.");
      }
      return patch;
    } catch (CharacterCodingException e) {
      throw refused(
          ErrorCode.INVALID_UTF8, "These octets are not UTF-8. Encode the patch as UTF-8.");
    } catch (StreamReadException e) {
      throw new ProblemException(ErrorCode.NOT_JSON);
    } catch (JacksonException e) {
      throw refused(
          ErrorCode.DUPLICATE_KEY, "A key stands twice, or something behind the end. Take it out.");
    }
  }

  private void check(String field, JsonNode value, List<Violation> findings) {
    String pointer = Violation.token(field);
    if (field.equals(PAUSED)) {
      if (!value.isBoolean()) {
        findings.add(new Violation(pointer, ErrorCode.INVALID_SETTING, "Send true or false."));
      }
    } else if (!NUMBERS.contains(field)) {
      findings.add(Violation.at(pointer, ErrorCode.UNKNOWN_SETTING));
    } else if (!value.isInt()) {
      findings.add(new Violation(pointer, ErrorCode.INVALID_SETTING, "Send a whole number."));
    } else {
      for (ConstraintViolation<RouteConfig> violation :
          validator.validateValue(RouteConfig.class, field, value.intValue())) {
        findings.add(
            new Violation(
                pointer, ErrorCode.INVALID_SETTING, "The value " + violation.getMessage() + "."));
      }
    }
  }

  private static @Nullable Integer number(JsonNode patch, String field) {
    JsonNode value = patch.path(field);
    return value.isMissingNode() ? null : value.intValue();
  }

  private static ProblemException refused(ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }
}
