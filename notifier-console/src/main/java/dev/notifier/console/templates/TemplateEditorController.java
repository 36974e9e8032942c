package dev.notifier.console.templates;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.templates.TemplateDrafts.Start;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The editor of a draft: what is typed is checked while typing, and never lost by a refusal. */
@Controller
final class TemplateEditorController {
  private static final String TITLE = "templates.draft-of";
  private static final int PRECONDITION_FAILED = 412;
  private static final int PRECONDITION_REQUIRED = 428;

  private final Pages pages;

  TemplateEditorController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/templates/{id}/draft")
  Html edit(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String type,
      ConsoleRequest request) {
    TemplateDrafts drafts = new TemplateDrafts(id, request);
    Start start = drafts.start(type);
    return new Editing(id, drafts, pages.of(request, TITLE, id), "")
        .show(start.template(), start, null, FormProblems.none());
  }

  /** The part of the editor that shows the messages. */
  @PostMapping("/templates/{id}/draft/preview")
  Html preview(@PathVariable String id, Form form, ConsoleRequest request) {
    Page page = pages.of(request, TITLE, id);
    EditedTemplate typed =
        EditedTemplate.of(Map.of("id", id, "eventType", form.text("type"))).with(form);
    TemplateDrafts.Checked checked = new TemplateDrafts(id, request).check(page, typed);
    return Html.of((out, none) -> JtepreviewGenerated.render(out, none, page, typed, checked));
  }

  @PostMapping("/templates/{id}/draft")
  Object save(@PathVariable String id, Form form, ConsoleRequest request) {
    TemplateDrafts drafts = new TemplateDrafts(id, request);
    Page page = pages.of(request, TITLE, id);
    Editing editing = new Editing(id, drafts, page, form.text("reason"));
    Start start = drafts.start(form.text("base"), form.text("type"));
    EditedTemplate typed = start.template().with(form);
    String seen = form.text("version");
    if (form.has("add")) {
      return add(editing, start, typed, form);
    }
    if (!start.revision().equals(seen)) {
      return editing.conflict(typed, start);
    }
    ShownDraft saved;
    try {
      saved = drafts.save(typed, seen);
    } catch (ApiException e) {
      int status = e.problem().status();
      return status == PRECONDITION_FAILED || status == PRECONDITION_REQUIRED
          ? editing.conflict(typed, drafts.start(form.text("base"), form.text("type")))
          : editing.show(typed, start, null, FormProblems.of(page, e.problem()));
    }
    if (!form.has("submit")) {
      return request.redirect("templates/" + id + "/draft?notice=templates.save");
    }
    try {
      drafts.submit(saved, form.text("reason"));
      return request.redirect("templates/" + id + "?notice=templates.submit");
    } catch (ApiException e) {
      Start now = new Start(typed, saved, start.base());
      return editing.show(typed, now, null, FormProblems.of(page, e.problem()));
    }
  }

  private static Html add(Editing editing, Start start, EditedTemplate typed, Form form) {
    String locale = form.text("add-locale");
    String key = EditedVariant.key(locale, form.all("add-kind"), form.all("add-area"));
    // The revision that the person has seen stays the one that the next save names.
    Start seen = new Start(start.template(), null, start.base());
    if (locale.isEmpty() || typed.find(key).isPresent()) {
      return editing.show(
          typed,
          seen,
          form.text("version"),
          FormProblems.of("add-locale", editing.page().t("templates.add-wrong")));
    }
    return editing.show(typed.with(key), seen, form.text("version"), FormProblems.none());
  }

  @PostMapping("/templates/{id}/draft/discard")
  Object discard(@PathVariable String id, Form form, ConsoleRequest request) {
    TemplateDrafts drafts = new TemplateDrafts(id, request);
    try {
      drafts.discard(form.text("version"));
      return request.redirect("templates?notice=templates.discard");
    } catch (ApiException e) {
      Page page = pages.of(request, TITLE, id);
      Start start = drafts.start("");
      return new Editing(id, drafts, page, "")
          .show(start.template(), start, null, FormProblems.of(page, e.problem()));
    }
  }

  /** The editor of one request. */
  private record Editing(String id, TemplateDrafts drafts, Page page, String reason) {
    /**
     * Shows the editor.
     *
     * @param revision that the next save replaces; null for that of {@code start}
     */
    Html show(EditedTemplate typed, Start start, @Nullable String revision, FormProblems problems) {
      String next = revision == null ? start.revision() : revision;
      return show(typed, next, start.base(), null, problems);
    }

    /** Shows what was typed beside what somebody else has saved; saving again replaces that. */
    Html conflict(EditedTemplate typed, Start start) {
      String text =
          start.draft() == null
              ? page.t("templates.conflict-gone")
              : page.t(
                  "templates.conflict",
                  page.person(start.draft().updatedBy()),
                  page.time(start.draft().updatedAt()));
      return show(
          typed, start.revision(), start.base(), start.draft(), FormProblems.of(null, text));
    }

    private Html show(
        EditedTemplate typed,
        String revision,
        String base,
        @Nullable ShownDraft theirs,
        FormProblems problems) {
      TemplateEditor editor =
          new TemplateEditor(
              id,
              typed,
              revision,
              base,
              theirs,
              reason,
              drafts.type(typed),
              drafts.check(page, typed),
              problems);
      Html.Template template = (out, none) -> JtedraftGenerated.render(out, none, page, editor);
      return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
    }
  }
}
