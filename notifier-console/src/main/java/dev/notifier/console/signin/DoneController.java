package dev.notifier.console.signin;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The end of a sign-in: says whether others have tried to sign in as the person. */
@Controller
final class DoneController {
  private static final ApiPath ME = ApiPath.of("/v1/me");

  private final Pages pages;

  DoneController(Pages pages) {
    this.pages = pages;
  }

  /** Attempts to sign in as the person that failed since the sign-in before. */
  private record Attempts(int failedAttempts) {}

  @GetMapping("/sign-in/done")
  Object done(@RequestParam(defaultValue = "") String next, ConsoleRequest request) {
    int failed =
        request.account().isKey() ? 0 : request.api().get(ME, Attempts.class).failedAttempts();
    if (failed == 0) {
      return request.redirect(NextPage.of(next));
    }
    Page page = pages.of(request, "signin.failed-title");
    return Html.of(
        (out, none) -> JtefailedGenerated.render(out, none, page, failed, NextPage.of(next)));
  }
}
