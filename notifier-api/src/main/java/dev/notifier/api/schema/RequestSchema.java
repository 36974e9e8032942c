package dev.notifier.api.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.notifier.api.http.JsonYamlReader;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.planning.schema.SchemaDescription;
import dev.notifier.planning.schema.SchemaRegistries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema of {@code openapi.yaml} for the body of a request. Validates bodies and converts valid
 * ones to Java objects. Thread-safe.
 */
public final class RequestSchema {
  private static final JsonNode SCHEMAS = readSchemas();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  private final ObjectNode source;
  private final Schema schema;
  private final Codes codes;

  private RequestSchema(ObjectNode source, Codes codes) {
    this.source = source;
    this.schema = SchemaRegistries.strict().getSchema(source);
    this.schema.initializeValidators();
    this.codes = codes;
  }

  /**
   * The codes of violations.
   *
   * @param invalid the usual one
   * @param unknownField for a field that the schema does not have
   * @param byField for the values of single top-level fields
   */
  public record Codes(ErrorCode invalid, ErrorCode unknownField, Map<String, ErrorCode> byField) {
    public Codes(ErrorCode invalid, ErrorCode unknownField) {
      this(invalid, unknownField, Map.of());
    }
  }

  /**
   * Compiles a schema.
   *
   * @param name in {@code components.schemas}; the schema must not contain references. A {@code
   *     oneOf} only describes: the Java type checks it, because the errors of its branches do not
   *     say what to do
   */
  public static RequestSchema named(String name, Codes codes) {
    ObjectNode source = (ObjectNode) SCHEMAS.required(name).deepCopy();
    // A field that is only in responses is unknown in a request.
    ((ObjectNode) source.path("properties"))
        .removeIf(property -> property.path("readOnly").booleanValue(false));
    source.findParents("oneOf").forEach(parent -> ((ObjectNode) parent).remove("oneOf"));
    return new RequestSchema(source, codes);
  }

  /**
   * Validates a body and converts it.
   *
   * @throws ProblemException with all violations
   */
  public <T> T bind(JsonNode body, Class<T> type) {
    List<Violation> violations = schema.validate(body).stream().map(this::violation).toList();
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    try {
      return JSON.treeToValue(body, type);
    } catch (JacksonException e) {
      throw new ProblemException(Problem.of(List.of(violation(e))));
    }
  }

  /** A value that only Java's types reject, such as a number beyond int or a leap second. */
  private Violation violation(JacksonException e) {
    String pointer = e.getPath().stream().map(RequestSchema::token).collect(Collectors.joining());
    Throwable cause = e.getCause();
    // The constructors of our records explain what they reject.
    String detail =
        cause != null && cause.getClass() == IllegalArgumentException.class
            ? cause.getMessage() + "."
            : "This value is out of range.";
    return new Violation(pointer, code(pointer), detail);
  }

  /** An element of a list has an index in place of a name. */
  private static String token(JacksonException.Reference reference) {
    String name = reference.getPropertyName();
    return Violation.token(name == null ? Integer.toString(reference.getIndex()) : name);
  }

  private Violation violation(Error error) {
    String pointer = SchemaDescription.pointer(error);
    boolean unknown = "additionalProperties".equals(error.getKeyword());
    if (unknown && error.getInstanceLocation().toString().isEmpty()) {
      String fields = String.join(", ", source.path("properties").propertyNames());
      return new Violation(
          pointer, codes.unknownField(), "This field is unknown. Use one of " + fields + ".");
    }
    return new Violation(pointer, code(pointer), SchemaDescription.detail(error, source));
  }

  private ErrorCode code(String pointer) {
    String field = pointer.isEmpty() ? "" : pointer.substring(1).replaceFirst("/.*", "");
    return codes.byField().getOrDefault(field, codes.invalid());
  }

  private static JsonNode readSchemas() {
    try (InputStream in = RequestSchema.class.getResourceAsStream("/openapi.yaml")) {
      byte[] yaml = Objects.requireNonNull(in, "openapi.yaml").readAllBytes();
      return JsonYamlReader.yaml(yaml).required("components").required("schemas");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
