package dev.notifier.console.templates;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of templates that only read: list, one, history, difference, and the first page. */
@Controller
final class TemplatePagesController {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int MAX_ID = 64;

  /** The states by which the list is filtered. */
  static final List<String> STATES = List.of("in-review", "approved", "scheduled", "draft");

  private static final int NOT_FOUND = 404;

  private final Pages pages;

  TemplatePagesController(Pages pages) {
    this.pages = pages;
  }

  /**
   * How the list is filtered; empty for all.
   *
   * @param name the beginning of the names
   */
  record Filter(String name, String state) {
    /** The query of the list with another state. */
    String query(String other) {
      return "state=" + other + "&name=" + name;
    }

    boolean isEmpty() {
      return name.isEmpty() && state.isEmpty();
    }
  }

  @GetMapping("/templates")
  Html all(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    String start = NameSearch.normal(name);
    Filter filter = new Filter(start, STATES.contains(state) ? state : "");
    ShownTemplate.All read =
        request
            .api()
            .get(
                ApiPath.of("/v1/templates")
                    .with("state", filter.state())
                    .with("after", after == null ? before(start) : after),
                ShownTemplate.All.class);
    List<ShownTemplate> found =
        read.templates().stream().filter(template -> template.id().startsWith(start)).toList();
    // Beyond the last name that was found, no other one begins so.
    boolean more = read.next() != null && found.contains(read.templates().getLast());
    ShownTemplate.All shown = new ShownTemplate.All(found, more ? read.next() : null);
    Page page = pages.of(request, "templates.title");
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, shown, filter));
  }

  private static @Nullable String before(String start) {
    return start.isEmpty() ? null : NameSearch.before(start);
  }

  @GetMapping("/templates/new")
  Object create(
      @RequestParam(required = false) @Nullable String id,
      @RequestParam(defaultValue = "") String type,
      ConsoleRequest request) {
    Page page = pages.of(request, "templates.new-title");
    String typed = id == null ? "" : id.strip();
    FormProblems problems = id == null ? FormProblems.none() : problems(page, request, typed, type);
    if (id != null && problems.isEmpty()) {
      return request.redirect("templates/" + typed + "/draft?type=" + type);
    }
    ShownEventType.All types =
        request
            .api()
            .get(ApiPath.of("/v1/event-types").with("limit", "1000"), ShownEventType.All.class);
    Html.Template template =
        (out, none) -> JtenewGenerated.render(out, none, page, types, typed, type, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  private static FormProblems problems(Page page, ConsoleRequest request, String id, String type) {
    if (id.length() > MAX_ID || !ID.matcher(id).matches()) {
      return FormProblems.of("id", page.t("templates.id-wrong"));
    }
    if (!type.matches("[a-z0-9.-]+")) {
      return FormProblems.of("type", page.t("templates.type-missing"));
    }
    try {
      request.api().get(ApiPath.of("/v1/templates/{}", id), ShownTemplate.class);
      return FormProblems.of("id", page.t("templates.id-taken"));
    } catch (ApiException e) {
      return e.problem().status() == NOT_FOUND
          ? FormProblems.none()
          : FormProblems.of(page, e.problem());
    }
  }

  @GetMapping("/templates/{id}")
  Html one(@PathVariable String id, ConsoleRequest request) {
    ShownTemplate template =
        request.api().get(ApiPath.of("/v1/templates/{}", id), ShownTemplate.class);
    Page page = pages.named(request, template.id());
    EditedTemplate text;
    TextPreview preview;
    if (template.published() == null) {
      text = EditedTemplate.of(null);
      preview = TextPreview.none();
    } else {
      ApiPath version = ApiPath.of("/v1/templates/{}/versions/{}", id, template.inForce());
      text = EditedTemplate.of(request.api().get(version, ShownVersion.class).template());
      preview = TextPreview.ofVersion(request, id, template.inForce());
    }
    return Html.of((out, none) -> JteoneGenerated.render(out, none, page, template, text, preview));
  }

  @GetMapping("/templates/{id}/history")
  Html history(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    TemplateHistory history =
        request
            .api()
            .get(
                ApiPath.of("/v1/templates/{}/audit", id).with("after", after),
                TemplateHistory.class);
    Page page = pages.of(request, "templates.history-of", id);
    return Html.of((out, none) -> JtehistoryGenerated.render(out, none, page, id, history));
  }

  @GetMapping("/templates/{id}/difference")
  Html difference(
      @PathVariable String id,
      @RequestParam String from,
      @RequestParam String to,
      ConsoleRequest request) {
    TextDifference difference =
        request
            .api()
            .get(
                ApiPath.of("/v1/templates/{}/diff", id).with("from", from).with("to", to),
                TextDifference.class);
    Page page = pages.of(request, "templates.difference-of", id);
    return Html.of((out, none) -> JtedifferenceGenerated.render(out, none, page, id, difference));
  }
}
