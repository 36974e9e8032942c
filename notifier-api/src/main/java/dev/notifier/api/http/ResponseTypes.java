package dev.notifier.api.http;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * The media types of which a caller has to accept one, by the path of an operation. Files may be
 * requested as their own media type or, as their problems are JSON, as JSON.
 */
final class ResponseTypes {
  private static final MediaType CSV = new MediaType("text", "csv");
  private static final MediaType XLSX =
      MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  private static final MediaType EVENTS =
      MediaType.parseMediaType("application/cloudevents-batch+json");

  private static final String REPORTS = "/v1/reports/";
  private static final Set<String> FEEDS =
      Set.of("/v1/statuses", "/v1/templates/feed", "/v1/knowledge/feed");

  /** Files of a batch, as CSV unless a parameter says XLSX. */
  private static final Pattern OF_BATCH = Pattern.compile("/v1/batches/[^/]+/(report|outcome)");

  private static final Pattern EXPORT = Pattern.compile("/v1/exports/[^/]+/file");
  private static final Pattern EXAMPLE =
      Pattern.compile("/v1/event-types/[^/]+/example[.](csv|xlsx)");

  private ResponseTypes() {}

  /**
   * Those of an operation.
   *
   * @param format the parameter of this name; null without one
   */
  static List<MediaType> of(String path, @Nullable String format) {
    if (path.startsWith(REPORTS)) {
      return List.of("csv".equals(format) ? CSV : MediaType.APPLICATION_JSON);
    }
    if (FEEDS.contains(path)) {
      return List.of(EVENTS, MediaType.APPLICATION_JSON);
    }
    if (OF_BATCH.matcher(path).matches()) {
      return file("xlsx".equals(format));
    }
    if (EXPORT.matcher(path).matches()) {
      return file(false);
    }
    if (EXAMPLE.matcher(path).matches()) {
      return file(path.endsWith(".xlsx"));
    }
    return List.of(MediaType.APPLICATION_JSON);
  }

  private static List<MediaType> file(boolean workbook) {
    return List.of(workbook ? XLSX : CSV, MediaType.APPLICATION_JSON);
  }
}
