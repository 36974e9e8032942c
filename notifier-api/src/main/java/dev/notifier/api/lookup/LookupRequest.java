package dev.notifier.api.lookup;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.lookup.LookupKey;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a look-up of many notifications.
 *
 * @param keys 1 to 1,000, in the caller's order
 * @param tenant whose they are; null = that of the caller
 */
record LookupRequest(List<LookupKey> keys, @Nullable String tenant) {
  private static final int MAX_BYTES = 1 << 20;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A look-up", List.of("application/json"), MAX_BYTES);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "LookupRequest",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /** As callers send it. */
  record Body(List<LookupKey> notifications, @Nullable String tenant) {}

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static LookupRequest read(HttpServletRequest request) throws IOException {
    Body body = SCHEMA.bind(CommandBody.read(request, BODY).object(), Body.class);
    return new LookupRequest(body.notifications(), body.tenant());
  }
}
