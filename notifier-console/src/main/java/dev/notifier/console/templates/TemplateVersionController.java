package dev.notifier.console.templates;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.text.Formats;
import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** The page of a version, and the commands of its life cycle. */
@Controller
final class TemplateVersionController {
  private static final String ROLL_BACK = "roll-back";
  private static final String APPROVE = "approve";
  private static final int MAX_HISTORY_PAGES = 5;
  private static final String SCHEDULE = "schedule";
  private static final String TITLE = "templates.version-of";
  private static final Set<String> COMMANDS =
      Set.of("approve", "reject", "publish", SCHEDULE, "unschedule", "retire", ROLL_BACK);

  private final Pages pages;

  TemplateVersionController(Pages pages) {
    this.pages = pages;
  }

  /** What was typed into the forms of the page. */
  record Typed(String reason, String at) {
    private static final Typed NOTHING = new Typed("", "");
  }

  @GetMapping("/templates/{id}/versions/{version:[0-9]{1,9}}")
  Html version(@PathVariable String id, @PathVariable String version, ConsoleRequest request) {
    return version(id, version, request, Typed.NOTHING, FormProblems.none());
  }

  @PostMapping("/templates/{id}/versions/{version:[0-9]{1,9}}/{command}")
  Object command(
      @PathVariable String id,
      @PathVariable String version,
      @PathVariable String command,
      Form form,
      ConsoleRequest request) {
    if (!COMMANDS.contains(command)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    Typed typed = new Typed(form.raw("reason"), form.text("at"));
    Page page = pages.of(request, TITLE, id, version);
    if (command.equals(SCHEDULE) && TypedTimes.time(typed.at()) == null) {
      return version(
          id, version, request, typed, FormProblems.of("at", page.t("templates.at-missing")));
    }
    try {
      send(id, version, command, typed, request);
      // The next step is on the page of the version.
      String shown = command.equals(APPROVE) ? "/versions/" + version : "";
      String place = command.equals(APPROVE) ? "#decide" : "";
      return request.redirect("templates/" + id + shown + "?notice=templates." + command + place);
    } catch (ApiException e) {
      return version(id, version, request, typed, FormProblems.of(page, e.problem()));
    }
  }

  private static void send(
      String id, String version, String command, Typed typed, ConsoleRequest request) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (!typed.reason().isBlank()) {
      body.put("reason", typed.reason().strip());
    }
    if (command.equals(ROLL_BACK)) {
      body.put("version", Integer.valueOf(version));
      request.api().post(ApiPath.of("/v1/templates/{}/roll-back", id), body);
      return;
    }
    String sent = command;
    if (command.equals(SCHEDULE)) {
      sent = "publish";
      Instant at = Objects.requireNonNull(TypedTimes.time(typed.at()));
      body.put("at", at.atZone(Formats.ZONE).toOffsetDateTime().toString());
    }
    request.api().post(ApiPath.of("/v1/templates/{}/versions/{}/" + sent, id, version), body);
  }

  private Html version(
      String id, String number, ConsoleRequest request, Typed typed, FormProblems problems) {
    ShownTemplate template =
        request.api().get(ApiPath.of("/v1/templates/{}", id), ShownTemplate.class);
    ShownVersion version =
        request
            .api()
            .get(ApiPath.of("/v1/templates/{}/versions/{}", id, number), ShownVersion.class);
    TextPreview preview = TextPreview.ofVersion(request, id, number);
    Optional<TextDifference> difference = difference(template, version, request);
    String note = version.isOpen() ? note(id, version.version(), request) : "";
    Page page = pages.of(request, TITLE, id, number);
    Html.Template shown =
        (out, none) ->
            JteversionGenerated.render(
                out, none, page, template, version, preview, difference, note, typed, problems);
    return problems.isEmpty() ? Html.of(shown) : Html.invalid(shown);
  }

  /** What the author has said about a version, if it is in the first pages of the history. */
  private static String note(String id, int version, ConsoleRequest request) {
    @Nullable String after = null;
    for (int i = 0; i < MAX_HISTORY_PAGES; i++) {
      TemplateHistory history;
      try {
        history =
            request
                .api()
                .get(
                    ApiPath.of("/v1/templates/{}/audit", id).with("after", after),
                    TemplateHistory.class);
      } catch (ApiException e) {
        // It is in the history, to which the page leads.
        return "";
      }
      String note = history.noteOf(version);
      after = history.next();
      if (!note.isEmpty() || after == null) {
        return note;
      }
    }
    return "";
  }

  /** What a version on its way would change, if there is something to compare it with. */
  private static Optional<TextDifference> difference(
      ShownTemplate template, ShownVersion version, ConsoleRequest request) {
    if (template.published() == null || !version.isOpen()) {
      return Optional.empty();
    }
    ApiPath path =
        ApiPath.of("/v1/templates/{}/diff", template.id())
            .with("from", template.inForce())
            .with("to", Integer.toString(version.version()));
    return Optional.of(request.api().get(path, TextDifference.class));
  }
}
