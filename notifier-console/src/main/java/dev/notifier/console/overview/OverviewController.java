package dev.notifier.console.overview;

import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.live.LivePages;
import dev.notifier.console.live.LiveView;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.TestRoutes;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page. */
@Controller
final class OverviewController {
  private final Pages pages;
  private final LivePages live;
  private final TestRoutes testRoutes;

  OverviewController(Pages pages, LivePages live, TestRoutes testRoutes) {
    this.pages = pages;
    this.live = live;
    this.testRoutes = testRoutes;
  }

  @GetMapping("/")
  Html overview(ConsoleRequest request) {
    Page page = pages.of(request, "overview.title");
    LiveView view = live.view(OverviewTopic.PAGE, request);
    return Html.of(
        (out, none) -> JteoverviewGenerated.render(out, none, page, view, testRoutes.exist()));
  }
}
