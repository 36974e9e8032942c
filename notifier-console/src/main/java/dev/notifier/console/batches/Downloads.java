package dev.notifier.console.batches;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.web.ConsoleRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import org.springframework.http.HttpHeaders;

/** Passes files of the HTTP interface on to the browser, a part at a time. */
final class Downloads {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private static final String CSV = "text/csv";

  private Downloads() {}

  /** The format of a request: CSV unless it says XLSX. */
  static String format(String format) {
    return "xlsx".equals(format) ? "xlsx" : "csv";
  }

  /**
   * Sends a file.
   *
   * @param format {@code csv} or {@code xlsx}
   * @param name if the HTTP interface gives none
   */
  static void send(
      ConsoleRequest request, ApiPath path, String format, String name, HttpServletResponse target)
      throws IOException {
    String type = "xlsx".equals(format) ? XLSX : CSV;
    HttpResponse<InputStream> file = request.api().download(path, type);
    try (InputStream body = file.body()) {
      target.setContentType(file.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse(type));
      target.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          file.headers()
              .firstValue(HttpHeaders.CONTENT_DISPOSITION)
              .filter(given -> given.startsWith("attachment"))
              .orElse("attachment; filename=\"" + name + "." + format + "\""));
      body.transferTo(target.getOutputStream());
    }
  }
}
