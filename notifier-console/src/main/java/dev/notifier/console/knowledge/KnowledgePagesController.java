package dev.notifier.console.knowledge;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of the knowledge base that only read: list, one entry, and trying a text. */
@Controller
final class KnowledgePagesController {
  /** The languages of entries. */
  static final List<String> LANGUAGES =
      List.of("vi", "en", "hmn", "tyz", "nut", "rad", "jra", "km");

  /** The states by which the list is filtered. */
  static final List<String> STATES = List.of("published", "in-review", "draft");

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int MAX_ID = 64;
  private static final String TRY_TITLE = "knowledge.try-title";

  private final Pages pages;

  KnowledgePagesController(Pages pages) {
    this.pages = pages;
  }

  /** How the list is filtered; empty for all. */
  record Filter(String state, String language) {
    /** The query of the list with another state. */
    String query(String other) {
      return "state=" + other + "&language=" + language;
    }
  }

  @GetMapping("/knowledge")
  Html all(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String language,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    Filter filter =
        new Filter(
            STATES.contains(state) ? state : "", LANGUAGES.contains(language) ? language : "");
    ListedEntry.All entries =
        request
            .api()
            .get(
                ApiPath.of("/v1/knowledge")
                    .with("state", filter.state())
                    .with("language", filter.language())
                    .with("after", after),
                ListedEntry.All.class);
    Page page = pages.of(request, "knowledge.title");
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, entries, filter));
  }

  @GetMapping("/knowledge/new")
  Object create(@RequestParam(required = false) @Nullable String id, ConsoleRequest request) {
    Page page = pages.of(request, "knowledge.new-title");
    String typed = id == null ? "" : id.strip();
    if (id != null && typed.length() <= MAX_ID && ID.matcher(typed).matches()) {
      return request.redirect("knowledge/" + typed + "/draft");
    }
    FormProblems problems =
        id == null ? FormProblems.none() : FormProblems.of("id", page.t("knowledge.id-wrong"));
    Html.Template template =
        (out, none) -> JtenewGenerated.render(out, none, page, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  @GetMapping("/knowledge/{id}")
  Html one(@PathVariable String id, ConsoleRequest request) {
    return one(id, request, "", FormProblems.none());
  }

  @PostMapping("/knowledge/{id}/withdraw")
  Object withdraw(@PathVariable String id, Form form, ConsoleRequest request) {
    String reason = form.raw("reason");
    try {
      request
          .api()
          .post(ApiPath.of("/v1/knowledge/{}/withdraw", id), Map.of("reason", reason.strip()));
      return request.redirect("knowledge/" + id + "?notice=knowledge.withdraw");
    } catch (ApiException e) {
      Page page = pages.named(request, id);
      return one(id, request, reason, FormProblems.of(page, e.problem()));
    }
  }

  private Html one(String id, ConsoleRequest request, String reason, FormProblems problems) {
    ShownEntry entry = request.api().get(ApiPath.of("/v1/knowledge/{}", id), ShownEntry.class);
    EditedEntry text = EditedEntry.of(entry.published());
    String title = text.variants().isEmpty() ? id : text.variants().getFirst().title();
    Page page = pages.named(request, title);
    Html.Template template =
        (out, none) -> JteoneGenerated.render(out, none, page, entry, text, reason, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  @GetMapping("/knowledge/try")
  Html tryForm(ConsoleRequest request) {
    Page page = pages.of(request, TRY_TITLE);
    return Html.of((out, none) ->
        JtetryGenerated.render(out, none, page, "", Optional.empty(), FormProblems.none()));
  }

  /** Shows what a text gets: as a part for htmx, else as a page. */
  @PostMapping("/knowledge/try")
  Html tryText(Form form, ConsoleRequest request, HttpServletRequest http) {
    Page page = pages.of(request, TRY_TITLE);
    String text = form.text("text");
    boolean part = ConsoleRequest.isPart(http);
    try {
      FoundEntries found =
          request
              .api()
              .search(
                  ApiPath.of("/v1/knowledge/search"),
                  Map.of("text", text, "channel", "test"),
                  FoundEntries.class);
      return Html.of(
          part
              ? (out, none) -> JtefoundGenerated.render(out, none, page, text, found)
              : (out, none) ->
                  JtetryGenerated.render(
                      out, none, page, text, Optional.of(found), FormProblems.none()));
    } catch (ApiException e) {
      FormProblems problems = FormProblems.of(page, e.problem());
      return part
          ? Html.of((out, none) -> JtefailedGenerated.render(out, none, problems))
          : Html.invalid((out, none) ->
              JtetryGenerated.render(out, none, page, text, Optional.empty(), problems));
    }
  }
}
