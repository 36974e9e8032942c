package dev.notifier.console.inbox;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.Problems;
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
final class InboxController {
  private static final ApiPath SEARCH = ApiPath.of("/v1/inbox/search");

  private final Pages pages;

  InboxController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/inbox")
  Html all(
      @RequestParam(required = false) @Nullable String show,
      @RequestParam(required = false) @Nullable String topic,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    return list(InboxFilter.of(show, topic, after), request, Problems.none());
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
    InboxFilter filter = InboxFilter.of(show, topic, null);
    Conversation.All all = request.api().get(filter.path(), Conversation.All.class);
    Page page = pages.of(request, "inbox.title");
    return Html.of((out, none) -> JtelistGenerated.render(out, none, page, filter, all));
  }

  /** The number is in the body, so that no address has it. */
  @PostMapping("/inbox")
  Html search(Form form, ConsoleRequest request) {
    try {
      Conversation.All found =
          request.api().post(SEARCH, Map.of("phone", form.text("phone")), Conversation.All.class);
      Page page = pages.of(request, "inbox.found-title");
      return Html.of((out, none) -> JtefoundGenerated.render(out, none, page, found));
    } catch (ApiException e) {
      return list(
          InboxFilter.of(null, null, null),
          request,
          Problems.of(pages.of(request, "inbox.title"), e.problem()));
    }
  }

  private Html list(InboxFilter filter, ConsoleRequest request, Problems problems) {
    Conversation.All all = request.api().get(filter.path(), Conversation.All.class);
    Page page = pages.of(request, "inbox.title");
    Html.Template template =
        (out, none) -> JteallGenerated.render(out, none, page, filter, all, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
