package dev.notifier.console.person;

import dev.notifier.console.api.Api;
import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.json.JsonMapper;

/** Exports and erases the data of a person at their request. */
@Controller
final class PersonDataController {
  private static final int PAGE = 1000;

  /** A copy has at most 20,000 items, more than a person is sent while they are kept. */
  private static final int MAX_PAGES = 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final Pages pages;

  PersonDataController(Pages pages) {
    this.pages = pages;
  }

  /** A page of {@code POST /v1/people/export}. */
  record ExportPage(
      List<Map<String, Object>> items,
      @Nullable List<Map<String, Object>> elsewhere,
      @Nullable String next) {}

  /** Asks first; with the field {@code confirmed}, it answers with the file. */
  @PostMapping("/person/export")
  Object export(Form form, ConsoleRequest request) {
    PersonForm who = PersonForm.of(form);
    if (!form.has("confirmed")) {
      return confirmExport(request, who, FormProblems.none());
    }
    try {
      SecondFactorForm.giveIfTyped(request, form);
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"person.json\"")
          .body(JSON.writeValueAsBytes(read(request.api(), who)));
    } catch (ApiException e) {
      return confirmExport(
          request, who, FormProblems.of(pages.of(request, "person.export-title"), e.problem()));
    }
  }

  private static Map<String, Object> read(Api api, PersonForm who) {
    List<Map<String, Object>> items = new ArrayList<>();
    Map<String, Object> command = new LinkedHashMap<>(who.person());
    command.put("limit", PAGE);
    ExportPage page = api.search(ApiPath.of("/v1/people/export"), command, ExportPage.class);
    items.addAll(page.items());
    for (int i = 1; i < MAX_PAGES && page.next() != null; i++) {
      command.put("after", page.next());
      page = api.search(ApiPath.of("/v1/people/export"), command, ExportPage.class);
      items.addAll(page.items());
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    copy.put("items", items);
    copy.put("elsewhere", page.elsewhere() == null ? List.of() : page.elsewhere());
    copy.put("complete", page.next() == null);
    return copy;
  }

  private Html confirmExport(ConsoleRequest request, PersonForm who, FormProblems problems) {
    Page page = pages.of(request, "person.export-title");
    Html.Template template =
        (out, none) -> JteexportGenerated.render(out, none, page, who, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  /** Asks first; with the field {@code confirmed}, it erases. */
  @PostMapping("/person/erase")
  Html erase(Form form, ConsoleRequest request) {
    PersonForm who = PersonForm.of(form);
    if (!form.has("confirmed")) {
      return confirmErasure(request, who, FormProblems.none());
    }
    Page page = pages.of(request, "person.erase-title");
    if (!form.has("sure")) {
      return confirmErasure(request, who, FormProblems.of("sure", page.t("person.erase-not-sure")));
    }
    try {
      SecondFactorForm.giveIfTyped(request, form);
      Erasure erasure =
          request.api().post(ApiPath.of("/v1/people/erase"), who.person(), Erasure.class);
      return Html.of((out, none) -> JteerasedGenerated.render(out, none, page, erasure));
    } catch (ApiException e) {
      return confirmErasure(request, who, FormProblems.of(page, e.problem()));
    }
  }

  private Html confirmErasure(ConsoleRequest request, PersonForm who, FormProblems problems) {
    Page page = pages.of(request, "person.erase-title");
    Html.Template template =
        (out, none) -> JteeraseGenerated.render(out, none, page, who, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
