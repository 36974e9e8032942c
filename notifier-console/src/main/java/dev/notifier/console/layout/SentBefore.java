package dev.notifier.console.layout;

import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import org.springframework.http.HttpStatus;

/** The answer to a form that may be sent once, and was sent again. */
public final class SentBefore {
  private SentBefore() {}

  /**
   * Says that nothing was done again.
   *
   * @param back the page that shows what was done
   */
  public static Html of(Pages pages, ConsoleRequest request, String back) {
    Page page = pages.of(request, "layout.sent-title");
    return new Html(
        HttpStatus.CONFLICT, (out, none) -> JtesentGenerated.render(out, none, page, back));
  }
}
