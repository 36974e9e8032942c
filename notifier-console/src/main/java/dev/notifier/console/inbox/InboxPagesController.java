package dev.notifier.console.inbox;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of conversations, and the search for those of a number. */
@Controller
final class InboxPagesController {
  private static final ApiPath SEARCH = ApiPath.of("/v1/inbox/search");

  private final Pages pages;

  InboxPagesController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/inbox")
  Html all(
      @RequestParam(required = false) @Nullable String show,
      @RequestParam(required = false) @Nullable String topic,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    return list(InboxQuery.of(show, topic, after), request, FormProblems.none());
  }

  /**
   * The list alone, for a page that refreshes itself. It has the path of the page, because its
   * links are relative.
   */
  @GetMapping(path = "/inbox", headers = "HX-Request=true")
  Html part(
      @RequestParam(required = false) @Nullable String show,
      @RequestParam(required = false) @Nullable String topic,
      ConsoleRequest request) {
    InboxQuery filter = InboxQuery.of(show, topic, null);
    ConversationView.All all = request.api().get(filter.path(), ConversationView.All.class);
    Page page = pages.of(request, "inbox.title");
    return Html.of((out, none) -> JtelistGenerated.render(out, none, page, filter, all));
  }

  /** The number is in the body, so that no address has it. */
  @PostMapping("/inbox")
  Html search(Form form, ConsoleRequest request) {
    try {
      ConversationView.All found =
          request
              .api()
              .search(SEARCH, Map.of("phone", form.text("phone")), ConversationView.All.class);
      Page page = pages.of(request, "inbox.found-title");
      return Html.of((out, none) -> JtefoundGenerated.render(out, none, page, found));
    } catch (ApiException e) {
      return list(
          InboxQuery.of(null, null, null),
          request,
          FormProblems.of(pages.of(request, "inbox.title"), e.problem()));
    }
  }

  private Html list(InboxQuery filter, ConsoleRequest request, FormProblems problems) {
    ConversationView.All all = request.api().get(filter.path(), ConversationView.All.class);
    Page page = pages.of(request, "inbox.title");
    Html.Template template =
        (out, none) -> JteallGenerated.render(out, none, page, filter, all, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
