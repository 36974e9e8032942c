package dev.notifier.console.knowledge;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** The page of a version of an entry, and the decisions of a second person. */
@Controller
final class EntryVersionController {
  private static final String ROLL_BACK = "roll-back";
  private static final String TITLE = "knowledge.version-of";
  private static final Set<String> COMMANDS = Set.of("publish", "reject", ROLL_BACK);

  private final Pages pages;

  EntryVersionController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/knowledge/{id}/versions/{version:[0-9]{1,9}}")
  Html version(@PathVariable String id, @PathVariable String version, ConsoleRequest request) {
    return version(id, version, request, "", FormProblems.none());
  }

  @PostMapping("/knowledge/{id}/versions/{version:[0-9]{1,9}}/{command}")
  Object command(
      @PathVariable String id,
      @PathVariable String version,
      @PathVariable String command,
      Form form,
      ConsoleRequest request) {
    if (!COMMANDS.contains(command)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    String reason = form.raw("reason");
    Map<String, Object> body = new LinkedHashMap<>();
    if (!reason.isBlank()) {
      body.put("reason", reason.strip());
    }
    try {
      if (command.equals(ROLL_BACK)) {
        body.put("version", Integer.valueOf(version));
        request.api().post(ApiPath.of("/v1/knowledge/{}/roll-back", id), body);
      } else {
        request
            .api()
            .post(ApiPath.of("/v1/knowledge/{}/versions/{}/" + command, id, version), body);
      }
      return request.redirect("knowledge/" + id + "?notice=knowledge." + command);
    } catch (ApiException e) {
      Page page = pages.of(request, TITLE, id, version);
      return version(id, version, request, reason, FormProblems.of(page, e.problem()));
    }
  }

  private Html version(
      String id, String number, ConsoleRequest request, String reason, FormProblems problems) {
    ShownEntry entry = request.api().get(ApiPath.of("/v1/knowledge/{}", id), ShownEntry.class);
    ShownEntry.Version version =
        request
            .api()
            .get(ApiPath.of("/v1/knowledge/{}/versions/{}", id, number), ShownEntry.Version.class);
    Page page = pages.of(request, TITLE, id, number);
    Html.Template template =
        (out, none) ->
            JteversionGenerated.render(out, none, page, entry, version, reason, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
