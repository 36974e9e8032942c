package dev.notifier.api.lookup;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.lookup.LookupKey;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a look-up of many notifications.
 *
 * @param keys 1 to 1,000, in the caller's order
 */
record LookupRequest(List<LookupKey> keys) {
  private static final int MAX_BYTES = 1 << 20;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A look-up", List.of("application/json"), MAX_BYTES);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "LookupRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /** As callers send it. */
  record Body(List<LookupKey> notifications) {}

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static LookupRequest read(HttpServletRequest request) throws IOException {
    List<LookupKey> keys =
        SCHEMA.bind(CommandBody.read(request, BODY).object(), Body.class).notifications();
    if (!keys.stream().allMatch(key -> isText(key.source()) && isText(key.eventId()))) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "A source or eventId contains half of a character. Send complete characters."));
    }
    return new LookupRequest(keys);
  }

  /** PostgreSQL rejects the whole query for half of a surrogate pair. */
  private static boolean isText(@Nullable String text) {
    return text == null || StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
