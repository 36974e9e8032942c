package dev.notifier.console.knowledge;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The editor of a draft of an entry. */
@Controller
final class EntryEditorController {
  private static final String TITLE = "knowledge.draft-of";
  private static final String DRAFT = "/v1/knowledge/{}/draft";
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;
  private static final int PRECONDITION_REQUIRED = 428;

  private final Pages pages;

  EntryEditorController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/knowledge/{id}/draft")
  Html edit(@PathVariable String id, ConsoleRequest request) {
    Start start = start(id, request);
    return show(id, request, start.entry(), start, "", FormProblems.none());
  }

  @PostMapping("/knowledge/{id}/draft")
  Object save(@PathVariable String id, Form form, ConsoleRequest request) {
    Start start = start(id, request);
    EditedEntry typed = start.entry().with(form);
    Page page = pages.of(request, TITLE, id);
    String reason = form.text("reason");
    String seen = form.text("version");
    if (form.has("add")) {
      String language = form.text("add-language");
      EditedEntry more = typed.find(language).isPresent() ? typed : typed.with(language);
      return show(
          new EntryEditor(id, more, seen, null, List.of(), reason, FormProblems.none()), request);
    }
    if (!start.revision().equals(seen)) {
      return conflict(id, request, typed, start, reason);
    }
    ShownEntry.Draft saved;
    try {
      saved =
          request
              .api()
              .send(
                  "PUT",
                  ApiPath.of(DRAFT, id),
                  typed.document(),
                  seen.isEmpty() ? null : seen,
                  ShownEntry.Draft.class);
    } catch (ApiException e) {
      int status = e.problem().status();
      return status == PRECONDITION_FAILED || status == PRECONDITION_REQUIRED
          ? conflict(id, request, typed, start(id, request), reason)
          : show(id, request, typed, start, reason, FormProblems.of(page, e.problem()));
    }
    if (!form.has("submit")) {
      return request.redirect("knowledge/" + id + "/draft?notice=knowledge.save");
    }
    return submit(id, request, typed, saved, reason);
  }

  private Object submit(
      String id, ConsoleRequest request, EditedEntry typed, ShownEntry.Draft saved, String reason) {
    try {
      request
          .api()
          .send(
              "POST",
              ApiPath.of(DRAFT + "/submit", id),
              reason.isEmpty() ? Map.of() : Map.of("reason", reason),
              Integer.toString(saved.revision()));
      return request.redirect("knowledge/" + id + "?notice=knowledge.submit");
    } catch (ApiException e) {
      Page page = pages.of(request, TITLE, id);
      return show(
          id, request, typed, new Start(typed, saved), reason, FormProblems.of(page, e.problem()));
    }
  }

  @PostMapping("/knowledge/{id}/draft/discard")
  Object discard(@PathVariable String id, Form form, ConsoleRequest request) {
    try {
      request.api().send("DELETE", ApiPath.of(DRAFT, id), null, form.text("version"));
      return request.redirect("knowledge?notice=knowledge.discard");
    } catch (ApiException e) {
      Page page = pages.of(request, TITLE, id);
      Start start = start(id, request);
      return show(id, request, start.entry(), start, "", FormProblems.of(page, e.problem()));
    }
  }

  /** The draft; null if a new one begins. */
  private record Start(EditedEntry entry, ShownEntry.@Nullable Draft draft) {
    String revision() {
      return draft == null ? "" : Integer.toString(draft.revision());
    }
  }

  /** The draft; else the published text, or an empty one. */
  private static Start start(String id, ConsoleRequest request) {
    try {
      ShownEntry.Draft draft = request.api().get(ApiPath.of(DRAFT, id), ShownEntry.Draft.class);
      return new Start(EditedEntry.of(draft.entry()), draft);
    } catch (ApiException e) {
      requireMissing(e);
    }
    try {
      ShownEntry known = request.api().get(ApiPath.of("/v1/knowledge/{}", id), ShownEntry.class);
      return new Start(
          known.published() == null ? EditedEntry.empty() : EditedEntry.of(known.published()),
          null);
    } catch (ApiException e) {
      requireMissing(e);
      return new Start(EditedEntry.empty(), null);
    }
  }

  private static void requireMissing(ApiException e) {
    if (e.problem().status() != NOT_FOUND) {
      throw e;
    }
  }

  private Html conflict(
      String id, ConsoleRequest request, EditedEntry typed, Start start, String reason) {
    Page page = pages.of(request, TITLE, id);
    ShownEntry.Draft theirs = start.draft();
    String text =
        theirs == null
            ? page.t("knowledge.conflict-gone")
            : page.t(
                "knowledge.conflict",
                page.person(theirs.updatedBy()),
                page.time(theirs.updatedAt()));
    return show(
        new EntryEditor(
            id, typed, start.revision(), theirs, List.of(), reason, FormProblems.of(null, text)),
        request);
  }

  private Html show(
      String id,
      ConsoleRequest request,
      EditedEntry typed,
      Start start,
      String reason,
      FormProblems problems) {
    ShownEntry.Draft draft = start.draft();
    List<String> warnings =
        draft == null || draft.warnings() == null ? List.of() : draft.warnings();
    return show(
        new EntryEditor(id, typed, start.revision(), null, warnings, reason, problems), request);
  }

  private Html show(EntryEditor editor, ConsoleRequest request) {
    Page page = pages.of(request, TITLE, editor.id());
    Html.Template template = (out, none) -> JtedraftGenerated.render(out, none, page, editor);
    return editor.problems().isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
