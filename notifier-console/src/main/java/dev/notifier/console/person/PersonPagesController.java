package dev.notifier.console.person;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The pages about one person. The person is in the bodies of requests only, so every page is the
 * answer of a form and has no address of its own.
 */
@Controller
final class PersonPagesController {
  private static final String TITLE = "person.title";

  private final Pages pages;

  PersonPagesController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/person")
  Html form(ConsoleRequest request) {
    return form(request, PersonForm.EMPTY, FormProblems.none());
  }

  private Html form(ConsoleRequest request, PersonForm who, FormProblems problems) {
    Page page = pages.of(request, "person.title");
    Html.Template template = (out, none) -> JteformGenerated.render(out, none, page, who, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  @PostMapping("/person")
  Html timeline(Form form, ConsoleRequest request) {
    PersonForm who = PersonForm.of(form);
    Page page = pages.of(request, "person.title");
    String wrong = who.wrong();
    if (wrong != null) {
      return form(request, who, FormProblems.of(wrong, page.word("person.wrong", wrong)));
    }
    FormProblems problems = FormProblems.none();
    boolean revealed = form.has("reveal");
    if (revealed) {
      problems = giveCode(request, form, page);
      revealed = problems.isEmpty();
    }
    try {
      return timeline(page, request, who, form.text("cursor"), revealed, problems);
    } catch (ApiException e) {
      return form(request, who, FormProblems.of(page, e.problem()));
    }
  }

  /** A wrong code hides the numbers, and not the timeline. */
  private static FormProblems giveCode(ConsoleRequest request, Form form, Page page) {
    try {
      SecondFactorForm.giveIfTyped(request, form);
      return FormProblems.none();
    } catch (ApiException e) {
      return FormProblems.of(page, e.problem());
    }
  }

  private static Html timeline(
      Page page,
      ConsoleRequest request,
      PersonForm who,
      String cursor,
      boolean revealed,
      FormProblems problems) {
    PersonTimeline found =
        request
            .api()
            .search(ApiPath.of("/v1/people/timeline"), who.timeline(cursor), PersonTimeline.class);
    Html.Template template =
        (out, none) ->
            JtetimelineGenerated.render(
                out, none, page, who, found, !cursor.isEmpty(), revealed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  @GetMapping("/person/verify")
  Html verifyForm(ConsoleRequest request) {
    return verify(
        request, new ForgeryCheck.Question(PersonForm.EMPTY, "", ""), null, FormProblems.none());
  }

  /** Without a text, it asks for it: so the timeline can lead here. */
  @PostMapping("/person/verify")
  Html verify(Form form, ConsoleRequest request) {
    ForgeryCheck.Question question = ForgeryCheck.Question.of(form);
    if (!form.has("text")) {
      return verify(request, question, null, FormProblems.none());
    }
    Page page = pages.of(request, TITLE);
    String wrong = question.wrong();
    if (wrong != null) {
      return verify(
          request, question, null, FormProblems.of(wrong, page.word("person.verify-wrong", wrong)));
    }
    try {
      ForgeryCheck.Answer answer =
          request
              .api()
              .search(
                  ApiPath.of("/v1/people/verify"), question.request(), ForgeryCheck.Answer.class);
      return verify(request, question, answer, FormProblems.none());
    } catch (ApiException e) {
      return verify(request, question, null, FormProblems.of(page, e.problem()));
    }
  }

  private Html verify(
      ConsoleRequest request,
      ForgeryCheck.Question question,
      ForgeryCheck.@Nullable Answer answer,
      FormProblems problems) {
    Page page = pages.of(request, "person.verify-title");
    Html.Template template =
        (out, none) -> JteverifyGenerated.render(out, none, page, question, answer, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  @PostMapping("/person/directory")
  Html directory(Form form, ConsoleRequest request) {
    PersonForm who = PersonForm.of(form);
    try {
      DirectoryEntries found =
          request
              .api()
              .search(ApiPath.of("/v1/recipients/search"), who.person(), DirectoryEntries.class);
      Page page = pages.of(request, "person.directory-title");
      return Html.of((out, none) -> JtedirectoryGenerated.render(out, none, page, who, found));
    } catch (ApiException e) {
      return form(request, who, FormProblems.of(pages.of(request, TITLE), e.problem()));
    }
  }

  /** What a browser opens that was sent back to such a page, as after a change of the language. */
  @GetMapping({"/person/directory", "/person/export", "/person/erase"})
  ResponseEntity<Void> back(ConsoleRequest request) {
    return request.redirect("person");
  }
}
