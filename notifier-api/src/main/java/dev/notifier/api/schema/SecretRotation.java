package dev.notifier.api.schema;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a secret is replaced by another one.
 *
 * @param overlap how long the former secret is valid too, 0 to 30 days
 * @param force whether a former secret that is still valid ends now
 */
public record SecretRotation(Duration overlap, boolean force) {
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /** The body; null = as usual. */
  private record Body(@Nullable String formerValidFor, @Nullable Boolean force) {}

  /** Reads rotations of one kind of secrets. Thread-safe. */
  public static final class Reader {
    private final ErrorCode invalid;
    private final RequestSchema schema;

    /**
     * @param invalid the code of a wrong value
     */
    public Reader(ErrorCode invalid) {
      this.invalid = invalid;
      this.schema =
          RequestSchema.named("SecretRotation", new RequestSchema.Codes(invalid, invalid));
    }

    /**
     * Reads a rotation.
     *
     * @throws ProblemException with all violations
     */
    public SecretRotation read(JsonNode json) {
      Body body = schema.bind(json, Body.class);
      return new SecretRotation(overlap(body.formerValidFor()), Boolean.TRUE.equals(body.force()));
    }

    private Duration overlap(@Nullable String formerValidFor) {
      if (formerValidFor == null) {
        return USUAL;
      }
      try {
        Duration overlap = Duration.parse(formerValidFor);
        if (!overlap.isNegative() && overlap.compareTo(LONGEST) <= 0) {
          return overlap;
        }
      } catch (DateTimeParseException e) {
        // The same answer as for a duration that is too long.
      }
      throw new ProblemException(
          Problem.of(
              List.of(
                  new Violation(
                      "/formerValidFor",
                      invalid,
                      "Send an ISO 8601 duration from PT0S to P30D, such as PT24H, or omit it for a"
                          + " day."))));
    }
  }
}
