package dev.notifier.console.single;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.OnceForms;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Sends a template to a phone of the team: a draft, or a version whatever its state. */
@Controller
final class TestPagesController {
  private static final String DRAFT = "";
  private static final String TITLE = "single.test-title";

  private final Pages pages;
  private final OnceForms forms;

  TestPagesController(Pages pages, OnceForms forms) {
    this.pages = pages;
    this.forms = forms;
  }

  /** A test that is on its way. */
  record SentTest(
      String source, String id, String text, int segments, int sentToday, int dailyLimit) {}

  /** The notification of a test. */
  record Found(String notificationId) {}

  @GetMapping("/templates/{id}/draft/test")
  Html draft(@PathVariable String id, ConsoleRequest request) {
    return start(request, id, DRAFT);
  }

  @PostMapping("/templates/{id}/draft/test")
  Object sendDraft(@PathVariable String id, Form form, ConsoleRequest request) {
    return send(request, id, DRAFT, form);
  }

  @GetMapping("/templates/{id}/versions/{version:[0-9]{1,9}}/test")
  Html version(@PathVariable String id, @PathVariable String version, ConsoleRequest request) {
    return start(request, id, version);
  }

  @PostMapping("/templates/{id}/versions/{version:[0-9]{1,9}}/test")
  Object sendVersion(
      @PathVariable String id, @PathVariable String version, Form form, ConsoleRequest request) {
    return send(request, id, version, form);
  }

  private Html start(ConsoleRequest request, String id, String version) {
    TestedText text = TestedText.of(request, id, version);
    return show(
        pages.of(request, TITLE, id),
        text,
        type(request, text),
        new TestForm(Form.of(Map.of())),
        FormProblems.none());
  }

  private Object send(ConsoleRequest request, String id, String version, Form form) {
    Page page = pages.of(request, TITLE, id);
    TestedText text = TestedText.of(request, id, version);
    TypeDocument type = type(request, text);
    TestForm typed = new TestForm(form);
    String wrong = typed.wrong(TestForm.inputs(type));
    if (wrong != null) {
      String problem = page.t(wrong.equals("phone") ? "single.test-phone" : "single.test-wrong");
      return show(page, text, type, typed, FormProblems.of(wrong, problem));
    }
    Optional<SentTest> sent;
    try {
      sent =
          forms.run(
              request,
              form,
              () -> request.api().post(text.testPath(), typed.body(type), SentTest.class));
    } catch (ApiException e) {
      return show(page, text, type, typed, FormProblems.of(page, e.problem()));
    }
    if (sent.isEmpty()) {
      FormProblems before = FormProblems.of(null, page.t("single.test-before"));
      return show(page, text, type, typed, before);
    }
    return sent(request, page, text, sent.get());
  }

  private static Object sent(ConsoleRequest request, Page page, TestedText text, SentTest sent) {
    Found found = find(request, sent);
    return found == null
        ? Html.of((out, none) -> JtetestedGenerated.render(out, none, page, text, sent))
        : request.redirect("messages/" + found.notificationId() + "?notice=single.test");
  }

  private static TypeDocument type(ConsoleRequest request, TestedText text) {
    return request
        .api()
        .get(ApiPath.of("/v1/event-types/{}", text.eventType()), TypeDocument.class);
  }

  /** The look-up waits for the message a moment. */
  private static @Nullable Found find(ConsoleRequest request, SentTest sent) {
    try {
      return request
          .api()
          .get(
              ApiPath.of("/v1/notifications").with("source", sent.source()).with("id", sent.id()),
              Found.class);
    } catch (ApiException e) {
      // It is sent, whatever the look-up says.
      return null;
    }
  }

  private static Html show(
      Page page, TestedText text, TypeDocument type, TestForm typed, FormProblems problems) {
    Html.Template template =
        (out, none) -> JtetestGenerated.render(out, none, page, text, type, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
