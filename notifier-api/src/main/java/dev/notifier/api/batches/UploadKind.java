package dev.notifier.api.batches;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of files that can be sent. */
enum UploadKind {
  CSV(2L << 30, "text/csv"),
  TSV(2L << 30, "text/tab-separated-values"),
  NDJSON(2L << 30, "application/x-ndjson"),
  XLSX(100L << 20, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private final long maxBytes;
  private final String mediaType;

  UploadKind(long maxBytes, String mediaType) {
    this.maxBytes = maxBytes;
    this.mediaType = mediaType;
  }

  /** How large a file may be. */
  long maxBytes() {
    return maxBytes;
  }

  /** The name in the table and for callers, such as {@code csv}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of a request.
   *
   * @throws ProblemException if it is none
   */
  static UploadKind of(HttpServletRequest request) {
    String type =
        String.valueOf(request.getContentType()).replaceAll("\\s*;.*", "").toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> kind.mediaType.equals(type))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "A batch is not accepted in this media type. Send "
                        + Arrays.stream(values())
                            .map(kind -> kind.mediaType)
                            .collect(Collectors.joining(" or "))
                        + ".")));
  }
}
