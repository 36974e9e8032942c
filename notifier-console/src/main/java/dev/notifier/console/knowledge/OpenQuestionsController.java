package dev.notifier.console.knowledge;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Questions without an answer: each becomes a variant of an entry, or is dismissed. */
@Controller
final class OpenQuestionsController {
  private final Pages pages;

  OpenQuestionsController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/knowledge/unanswered")
  Html all(ConsoleRequest request) {
    return all(request, FormProblems.none());
  }

  @PostMapping("/knowledge/unanswered/dismiss")
  Object dismiss(Form form, ConsoleRequest request) {
    try {
      request
          .api()
          .post(
              ApiPath.of("/v1/knowledge/unanswered/dismiss"),
              Map.of("language", form.text("language"), "group", form.raw("group")));
      return request.redirect("knowledge/unanswered?notice=knowledge.dismiss");
    } catch (ApiException e) {
      return all(
          request, FormProblems.of(pages.of(request, "knowledge.unanswered-title"), e.problem()));
    }
  }

  private Html all(ConsoleRequest request, FormProblems problems) {
    OpenQuestions questions =
        request.api().get(ApiPath.of("/v1/knowledge/unanswered"), OpenQuestions.class);
    Page page = pages.of(request, "knowledge.unanswered-title");
    Html.Template template =
        (out, none) -> JteunansweredGenerated.render(out, none, page, questions, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  /** The form in which a question and its entry are changed before they are saved. */
  @PostMapping("/knowledge/questions/form")
  Html form(Form form, ConsoleRequest request) {
    return form(TypedQuestion.of(form), request, FormProblems.none());
  }

  @PostMapping("/knowledge/questions")
  Object add(Form form, ConsoleRequest request) {
    TypedQuestion question = TypedQuestion.of(form);
    Page page = pages.of(request, "knowledge.question-title");
    if (question.entry().isEmpty()) {
      return form(question, request, FormProblems.of("entry", page.t("knowledge.entry-missing")));
    }
    try {
      request
          .api()
          .post(
              ApiPath.of("/v1/knowledge/{}/draft/questions", question.entry()), question.command());
      return request.redirect("knowledge/" + question.entry() + "/draft?notice=knowledge.add");
    } catch (ApiException e) {
      return form(question, request, FormProblems.of(page, e.problem()));
    }
  }

  private Html form(TypedQuestion question, ConsoleRequest request, FormProblems problems) {
    ListedEntry.All entries =
        request.api().get(ApiPath.of("/v1/knowledge").with("limit", "1000"), ListedEntry.All.class);
    Page page = pages.of(request, "knowledge.question-title");
    Html.Template template =
        (out, none) -> JtequestionGenerated.render(out, none, page, question, entries, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
