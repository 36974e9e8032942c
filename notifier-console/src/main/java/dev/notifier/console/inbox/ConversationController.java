package dev.notifier.console.inbox;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.text.Masks;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** One conversation, and what agents do with it. */
@Controller
final class ConversationController {
  private static final Form NOTHING_TYPED = Form.of(Map.of());

  /** After these, the next conversation is to be done. */
  private static final Set<String> LAST = Set.of("answer", "hand-over", "close");

  private final Pages pages;

  ConversationController(Pages pages) {
    this.pages = pages;
  }

  /**
   * What a person would get.
   *
   * @param text null if the HTTP interface has given none
   * @param cost in VND; null if no price is known
   */
  record Preview(
      @Nullable String text,
      @Nullable String sender,
      String encoding,
      int segments,
      @Nullable Double cost) {
    /** How many characters it has. */
    int length() {
      return text == null ? 0 : text.length();
    }
  }

  @GetMapping("/inbox/{id}")
  Html one(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    return show(request, id, after, NOTHING_TYPED, null, FormProblems.none());
  }

  /**
   * Whether somebody has written or done something since the page was made. It asks the list, which
   * is no look at a person.
   */
  @GetMapping(path = "/inbox/{id}", headers = "HX-Request=true")
  Html news(@PathVariable String id, @RequestParam int version, ConsoleRequest request) {
    List<ConversationView> mine =
        request
            .api()
            .get(InboxQuery.of("mine", null, null).path(), ConversationView.All.class)
            .conversations();
    boolean changed =
        mine.stream().anyMatch(each -> each.id().equals(id) && each.version() != version);
    Page page = pages.of(request, "inbox.title");
    return Html.of((out, none) -> JtenewsGenerated.render(out, none, page, id, changed));
  }

  @PostMapping("/inbox/{id}/preview")
  Html preview(
      @PathVariable String id, Form form, ConsoleRequest request, HttpServletRequest http) {
    Page page = pages.of(request, "inbox.title");
    Preview preview = null;
    FormProblems problems = FormProblems.none();
    try {
      Map<String, Object> body = ConversationForms.preview(form);
      if (!body.isEmpty()) {
        preview = request.api().search(path(id, "answer"), body, Preview.class);
      }
      if (preview != null && preview.text() == null) {
        preview = null;
        problems = FormProblems.of(null, page.t("inbox.no-preview"));
      }
    } catch (ApiException e) {
      problems = FormProblems.of(page, e.problem());
    }
    return ConsoleRequest.isPart(http)
        ? part(page, preview, problems)
        : show(request, id, null, form, preview, problems);
  }

  /** The canned answers whose titles have some words; with the page if a browser asks for it. */
  @PostMapping("/inbox/{id}/find-answer")
  Html find(@PathVariable String id, Form form, ConsoleRequest request, HttpServletRequest http) {
    if (!ConsoleRequest.isPart(http)) {
      return show(request, id, null, form, null, FormProblems.none());
    }
    CannedAnswer.All canned = CannedAnswer.read(request, form);
    Page page = pages.of(request, "inbox.title");
    return Html.of((out, none) ->
        JtecannedGenerated.render(out, none, page, "inbox/" + id, canned, form, false));
  }

  private static Html part(Page page, @Nullable Preview preview, FormProblems problems) {
    return Html.of((out, none) -> JtepreviewGenerated.render(out, none, page, preview, problems));
  }

  @PostMapping("/inbox/{id}/{command}")
  Object command(
      @PathVariable String id, @PathVariable String command, Form form, ConsoleRequest request) {
    Map<String, Object> body =
        ConversationForms.of(command, form)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    try {
      request.api().send("POST", path(id, command), body, form.text("version"));
      return request.redirect(
          (LAST.contains(command) ? "inbox" : "inbox/" + id) + "?notice=inbox." + command);
    } catch (ApiException e) {
      Page page = pages.of(request, "inbox.title");
      return show(request, id, null, form, null, FormProblems.of(page, e.problem()));
    }
  }

  private static ApiPath path(String id, String command) {
    return ApiPath.of("/v1/inbox/{}/" + command, id);
  }

  private Html show(
      ConsoleRequest request,
      String id,
      @Nullable String after,
      Form typed,
      @Nullable Preview preview,
      FormProblems problems) {
    ConversationDetails details =
        request
            .api()
            .get(ApiPath.of("/v1/inbox/{}", id).with("after", after), ConversationDetails.class);
    CannedAnswer.All canned = CannedAnswer.read(request, typed);
    Page page =
        pages.of(
            request,
            "inbox.one-title",
            Masks.phone(details.conversation().phone()),
            details.conversation().address());
    Html.Template template =
        (out, none) ->
            JteoneGenerated.render(out, none, page, details, canned, typed, preview, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
