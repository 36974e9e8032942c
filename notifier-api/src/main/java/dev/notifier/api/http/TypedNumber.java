package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import java.util.List;

/** A whole phone number in the field {@code phone} of a body, in any of the usual spellings. */
public final class TypedNumber {
  private TypedNumber() {}

  /**
   * Returns the number in E.164 format.
   *
   * @throws ProblemException if it cannot be that of a recipient
   */
  public static String e164(String phone) {
    return switch (PhoneNumberParser.parse(phone)) {
      case Accepted accepted -> accepted.number().e164();
      case Rejected rejected ->
          throw new ProblemException(
              Problem.of(List.of(Violation.at("/phone", ErrorCode.of(rejected.problem())))));
    };
  }
}
