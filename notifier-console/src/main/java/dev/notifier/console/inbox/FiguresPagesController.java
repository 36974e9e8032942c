package dev.notifier.console.inbox;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that says how long people waited, and what agents did. */
@Controller
final class FiguresPagesController {
  private static final String WEEK = "7";
  private static final String TODAY = "1";

  private final Pages pages;

  FiguresPagesController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/reports/inbox")
  Html figures(@RequestParam(defaultValue = TODAY) String days, ConsoleRequest request) {
    String wanted = days.equals(WEEK) ? WEEK : TODAY;
    InboxFiguresView figures =
        request
            .api()
            .get(ApiPath.of("/v1/inbox/figures").with("days", wanted), InboxFiguresView.class);
    Page page = pages.of(request, "inbox.figures-title");
    return Html.of((out, none) -> JtefiguresGenerated.render(out, none, page, figures));
  }
}
