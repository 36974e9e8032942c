package dev.notifier.console.reports;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Download;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How many reminders were followed by what they ask for, and of which event types. */
@Controller
final class EffectsPagesController {
  private static final String TITLE = "reports.effect-title";
  private static final ApiPath EFFECTS = ApiPath.of("/v1/reports/effects");

  private final Pages pages;
  private final InstantSource clock;

  EffectsPagesController(Pages pages, InstantSource clock) {
    this.pages = pages;
    this.clock = clock;
  }

  /**
   * What a page shows.
   *
   * @param query null if the tenant has no effect
   * @param result null if there is no report
   */
  record Shown(
      List<EffectView> effects,
      @Nullable EffectView chosen,
      @Nullable EffectQuery query,
      @Nullable EffectResult result) {}

  @GetMapping("/reports/effects")
  Html effects(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      ConsoleRequest request) {
    Page page = pages.of(request, TITLE);
    List<EffectView> effects = all(request);
    Optional<EffectView> chosen = chosen(effects, name);
    if (chosen.isEmpty() || !chosen.get().isCounted()) {
      return html(
          page,
          new Shown(effects, chosen.orElse(null), null, null),
          Form.of(Map.of()),
          FormProblems.none());
    }
    EffectQuery query = EffectQuery.of(chosen.get(), from, to);
    FormProblems problems = query.problems(page);
    EffectResult result = null;
    if (problems.isEmpty()) {
      try {
        result = request.api().get(query.path(), EffectResult.class);
      } catch (ApiException e) {
        problems = FormProblems.of(page, e.problem());
      }
    }
    return html(page, new Shown(effects, chosen.get(), query, result), Form.of(Map.of()), problems);
  }

  @Download
  @GetMapping("/reports/effect.csv")
  void file(
      @RequestParam String name,
      @RequestParam String from,
      @RequestParam String to,
      ConsoleRequest request,
      HttpServletResponse response)
      throws IOException {
    EffectQuery query = new EffectQuery(name, from, to);
    CsvFile.send(
        query.path().with("groupBy", "day,template,version,locale,audience").with("format", "csv"),
        "effect",
        clock.instant(),
        request,
        response);
  }

  @PostMapping("/reports/effects")
  Object define(Form form, ConsoleRequest request) {
    Page page = pages.of(request, TITLE);
    try {
      String name = form.text("name");
      request.api().send("PUT", path(name), definition(form), null);
      return request.redirect("reports/effects?name=" + name + "&notice=reports.effect-defined");
    } catch (ApiException e) {
      return refused(page, form, request, e);
    }
  }

  private static Map<String, Object> definition(Form form) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("reminder", form.text("reminder"));
    definition.put("outcomes", form.lines("outcomes"));
    if (form.optional("days") != null) {
      Long days = form.number("days");
      definition.put("days", days == null ? form.text("days") : days);
    }
    definition.put("sameSubject", form.has("sameSubject"));
    return definition;
  }

  @PostMapping("/reports/effects/{name}/delete")
  Object delete(@PathVariable String name, ConsoleRequest request) {
    try {
      request.api().send("DELETE", path(name), null, null);
      return request.redirect("reports/effects?notice=reports.effect-deleted");
    } catch (ApiException e) {
      return refused(pages.of(request, TITLE), Form.of(Map.of()), request, e);
    }
  }

  private static Html refused(Page page, Form typed, ConsoleRequest request, ApiException e) {
    return html(
        page, new Shown(all(request), null, null, null), typed, FormProblems.of(page, e.problem()));
  }

  private static List<EffectView> all(ConsoleRequest request) {
    return request.api().get(EFFECTS, EffectView.All.class).effects();
  }

  /** The first one without a choice. */
  private static Optional<EffectView> chosen(List<EffectView> effects, @Nullable String name) {
    return effects.stream().filter(each -> name == null || each.name().equals(name)).findFirst();
  }

  /** A slash or no name at all would be another address. */
  private static ApiPath path(String name) {
    return ApiPath.of("/v1/reports/effects/{}", name.isEmpty() ? "-" : name);
  }

  private static Html html(Page page, Shown shown, Form typed, FormProblems problems) {
    Html.Template template =
        (out, none) -> JteeffectsGenerated.render(out, none, page, shown, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
