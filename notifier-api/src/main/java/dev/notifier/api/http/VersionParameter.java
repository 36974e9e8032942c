package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;

/** A version number in a path or query. */
public final class VersionParameter {
  private VersionParameter() {}

  /**
   * Parses a version number of at most 9 digits.
   *
   * @throws ProblemException if it is not one
   */
  public static int parse(String version) {
    if (!version.matches("[0-9]{1,9}")) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, "A version is a whole number. Send one from 1."));
    }
    return Integer.parseInt(version);
  }
}
