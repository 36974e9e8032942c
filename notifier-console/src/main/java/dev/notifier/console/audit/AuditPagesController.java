package dev.notifier.console.audit;

import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.text.Formats;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of the audit. */
@Controller
final class AuditPagesController {
  private final Pages pages;

  AuditPagesController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/audit")
  Html audit(
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String operation,
      @RequestParam(defaultValue = "") String target,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    AuditFilter filter = AuditFilter.of(day, actor, operation, target);
    AuditView audit = request.api().get(filter.path().with("after", after), AuditView.class);
    Page page = pages.of(request, "audit.title");
    LocalDate today = LocalDate.ofInstant(page.now(), Formats.ZONE);
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, filter, today, audit));
  }
}
