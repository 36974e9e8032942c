package dev.notifier.console.optouts;

import dev.notifier.console.api.Api;
import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.optouts.NumberRecords.Consents;
import dev.notifier.console.optouts.NumberRecords.OptOuts;
import dev.notifier.console.optouts.NumberRecords.Part;
import dev.notifier.console.optouts.NumberRecords.Shown;
import dev.notifier.console.optouts.NumberRecords.WrongPersons;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * The pages about what a number wants. The number is in the bodies of requests only, so these pages
 * are the answers of forms.
 */
@Controller
final class OptOutPagesController {
  private final Pages pages;

  OptOutPagesController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/opt-outs")
  Html start(ConsoleRequest request) {
    return start(request, "", FormProblems.none());
  }

  private Html start(ConsoleRequest request, String phone, FormProblems problems) {
    Page page = pages.of(request, "opt-outs.title");
    Html.Template template =
        (out, none) -> JtestartGenerated.render(out, none, page, phone, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  /** What a browser opens that was sent back to such a page, as after a change of the language. */
  @GetMapping({"/opt-outs/number", "/opt-outs/change"})
  ResponseEntity<Void> back(ConsoleRequest request) {
    return request.redirect("opt-outs");
  }

  @PostMapping("/opt-outs/number")
  Html number(Form form, ConsoleRequest request) {
    String phone = form.text("phone");
    Page page = pages.of(request, "opt-outs.number-title");
    if (phone.isEmpty()) {
      return start(request, phone, FormProblems.of("phone", page.word("opt-outs.wrong", "phone")));
    }
    try {
      Shown shown = read(request.api(), phone, Part.of(form.text("part")));
      Origin origin = Origin.of(form);
      return Html.of(
          (out, none) -> JtenumberGenerated.render(out, none, page, phone, origin, shown));
    } catch (ApiException e) {
      return start(request, phone, FormProblems.of(page, e.problem()));
    }
  }

  private static Shown read(Api api, String phone, Part part) {
    ApiPath path = ApiPath.of("/v1/" + part.id() + "/search");
    Map<String, String> query = Map.of("phone", phone);
    return switch (part) {
      case OPT_OUTS -> new Shown(part, api.search(path, query, OptOuts.class), null, null);
      case CONSENTS -> new Shown(part, null, api.search(path, query, Consents.class), null);
      case WRONG_PERSONS ->
          new Shown(part, null, null, api.search(path, query, WrongPersons.class));
    };
  }

  /** Shows the form of a statement; with the field {@code confirmed}, it records the statement. */
  @PostMapping("/opt-outs/change")
  Html change(Form form, ConsoleRequest request) {
    Optional<Change> known = Change.of(form.text("what"));
    if (known.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    Change change = known.get();
    Page page =
        pages.named(
            request,
            pages.of(request, "opt-outs.title").word("opt-outs.change-title", change.id()));
    ChangeForm typed = ChangeForm.of(change, form, page.now());
    if (!form.has("confirmed")) {
      return change(page, typed, FormProblems.none());
    }
    String wrong = typed.wrong();
    if (wrong != null) {
      return change(page, typed, FormProblems.of(wrong, page.word("opt-outs.wrong", wrong)));
    }
    try {
      request.api().post(change.path(), typed.request());
      return Html.of((out, none) -> JtedoneGenerated.render(out, none, page, typed));
    } catch (ApiException e) {
      return change(page, typed, FormProblems.of(page, e.problem()));
    }
  }

  private static Html change(Page page, ChangeForm typed, FormProblems problems) {
    Html.Template template =
        (out, none) -> JtechangeGenerated.render(out, none, page, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
