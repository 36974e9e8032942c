package dev.notifier.api.app;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Serves the page to which the {@code type} of each problem leads. */
@RestController
final class ErrorCodesController {
  private final byte[] page = page().getBytes(StandardCharsets.UTF_8);

  @GetMapping(path = Problem.TYPES, produces = "text/html;charset=utf-8")
  byte[] errors() {
    return page;
  }

  private static String page() {
    StringBuilder html = new StringBuilder(32_000);
    html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
        .append("<title>Notifier: error codes</title><h1>Error codes</h1><dl>\n");
    for (ErrorCode code : ErrorCode.values()) {
      html.append("<dt id=\"")
          .append(code.id())
          .append("\"><code>")
          .append(code.id())
          .append("</code> (")
          .append(code.status())
          .append(")</dt><dd>")
          .append(HtmlUtils.htmlEscape(code.detail()))
          .append("</dd>\n");
    }
    return html.append("</dl></html>\n").toString();
  }
}
