package dev.notifier.api.imports;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** The media types of imports. */
public final class ImportType {
  private static final String JSON_LINES = "application/x-ndjson";
  private static final String CSV = "text/csv";

  private ImportType() {}

  /**
   * Whether the body has a header and values; otherwise each line is a JSON object.
   *
   * @throws ProblemException if it is neither
   */
  public static boolean isCsv(HttpServletRequest request) {
    String type =
        String.valueOf(request.getContentType()).replaceAll("\\s*;.*", "").toLowerCase(Locale.ROOT);
    if (!type.equals(JSON_LINES) && !type.equals(CSV)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "An import is not accepted in this media type. Send "
                  + JSON_LINES
                  + " or "
                  + CSV
                  + "."));
    }
    return type.equals(CSV);
  }
}
