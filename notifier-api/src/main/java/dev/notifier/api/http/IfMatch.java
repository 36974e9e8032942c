package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the header If-Match (RFC 9110, 13.1.1) for resources whose ETag is their version. */
public final class IfMatch {
  private static final int MAX_VERSION_DIGITS = 9;

  private IfMatch() {}

  /**
   * The version that a request expects; empty if the header is absent or a star.
   *
   * @throws ProblemException if the header is not a version
   */
  public static Optional<Integer> version(@Nullable String header) {
    if (header == null || header.strip().equals("*")) {
      return Optional.empty();
    }
    String tag = header.strip().replaceAll("^\"(.*)\"$", "$1");
    if (!tag.matches("[0-9]{1," + MAX_VERSION_DIGITS + "}")) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "If-Match is not a version. Send the ETag of the resource unchanged."));
    }
    return Optional.of(Integer.valueOf(tag));
  }
}
