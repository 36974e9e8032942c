package dev.notifier.console.reports;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.text.Formats;
import dev.notifier.console.web.ConsoleRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** Passes a file of the HTTP interface on to the browser while it arrives. */
final class CsvFile {
  private static final DateTimeFormatter AS_OF =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).withZone(Formats.ZONE);

  private CsvFile() {}

  /**
   * Passes it on.
   *
   * @param name of the file, without its time and ending
   * @param asOf how old its content is, for its name
   * @throws dev.notifier.console.api.ApiException if it is refused; then nothing was sent
   */
  static void send(
      ApiPath path, String name, Instant asOf, ConsoleRequest request, HttpServletResponse response)
      throws IOException {
    try (InputStream file = request.api().download(path, "text/csv").body()) {
      response.setContentType("text/csv;charset=UTF-8");
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          "attachment; filename=\"" + name + "-" + AS_OF.format(asOf) + ".csv\"");
      file.transferTo(response.getOutputStream());
    }
  }
}
