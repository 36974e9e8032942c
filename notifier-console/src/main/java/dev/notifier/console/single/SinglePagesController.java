package dev.notifier.console.single;

import dev.notifier.console.api.Api;
import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.single.PreviewDocument.TemplateInForce;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends one message in three steps: whom and what, the values, and the text as it will be sent. The
 * fields of the steps before are in the forms of the later ones, and never in an address.
 */
@Controller
final class SinglePagesController {
  private static final String EVENT = "application/cloudevents+json";
  private static final String TITLE = "single.title";
  private static final JsonMapper JSON = new JsonMapper();

  private final Pages pages;

  SinglePagesController(Pages pages) {
    this.pages = pages;
  }

  /** The notification of the event that was sent. */
  record Sent(String notificationId) {}

  /** The response to the event, which is not shown. */
  record Accepted(int accepted) {}

  @GetMapping("/messages/send")
  Html start(ConsoleRequest request) {
    return start(request, Form.of(Map.of()), FormProblems.none());
  }

  @PostMapping("/messages/send")
  Object step(Form form, ConsoleRequest request) {
    Page page = pages.of(request, TITLE);
    String step = form.text("step");
    if (step.isEmpty()) {
      return start(request, form, FormProblems.none());
    }
    SingleForm typed = SingleForm.of(form, page.now());
    String wrong = typed.wrong();
    if (wrong != null) {
      return start(request, form, FormProblems.of(wrong, page.word("single.wrong", wrong)));
    }
    try {
      TypeDocument type =
          request.api().get(ApiPath.of("/v1/event-types/{}", typed.type()), TypeDocument.class);
      return step(step, page, request, typed, type);
    } catch (ApiException e) {
      return start(request, form, FormProblems.of(page, e.problem()));
    }
  }

  private static Object step(
      String step, Page page, ConsoleRequest request, SingleForm typed, TypeDocument type) {
    List<TypeField> fields = type.fields();
    for (TypeField field : fields) {
      if (field.required() && !field.isUsable()) {
        return fields(page, typed, type, FormProblems.of(null, page.t("single.not-here")));
      }
    }
    if (step.equals("fields")) {
      return fields(page, typed, type, FormProblems.none());
    }
    for (TypeField field : fields) {
      if (field.isWrong(typed.typed())) {
        return fields(
            page,
            typed,
            type,
            FormProblems.of(
                field.input(), page.t("single.wrong-value", page.fieldTitle(field.label()))));
      }
    }
    try {
      return step.equals("send")
          ? send(page, request, typed, fields)
          : preview(page, request.api(), typed, type);
    } catch (ApiException e) {
      return fields(page, typed, type, FormProblems.of(page, e.problem()));
    }
  }

  private Html start(ConsoleRequest request, Form form, FormProblems problems) {
    Page page = pages.of(request, "single.title");
    SingleForm typed = SingleForm.of(form, page.now());
    TypeDocument.All types =
        request
            .api()
            .get(ApiPath.of("/v1/event-types").with("limit", "1000"), TypeDocument.All.class);
    Html.Template template =
        (out, none) -> JtewhoGenerated.render(out, none, page, typed, types, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  private static Html fields(
      Page page, SingleForm typed, TypeDocument type, FormProblems problems) {
    Html.Template template =
        (out, none) -> JtefieldsGenerated.render(out, none, page, typed, type, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  private static Html preview(Page page, Api api, SingleForm typed, TypeDocument type) {
    String id = type.templateId();
    Integer version =
        api.get(ApiPath.of("/v1/templates/{}", id), TemplateInForce.class).published();
    if (version == null) {
      return fields(page, typed, type, FormProblems.of(null, page.t("single.no-template")));
    }
    PreviewDocument preview =
        api.search(
            ApiPath.of("/v1/templates/{}/versions/{}/preview", id, version.toString()),
            Map.of("data", typed.data(type.fields())),
            PreviewDocument.class);
    PreviewDocument.Fault fault = preview.fault();
    if (fault != null) {
      return fields(page, typed, type, noText(page, fault));
    }
    return Html.of(
        (out, none) -> JtepreviewGenerated.render(out, none, page, typed, type, preview));
  }

  /** Why there is no text; in English below, if that is not known in the person's language. */
  private static FormProblems noText(Page page, PreviewDocument.Fault fault) {
    return page.found(fault.detail())
        .map(why -> FormProblems.of(null, why))
        .orElseGet(() ->
            new FormProblems(
                List.of(new FormProblems.Problem(null, page.t("single.no-text"), fault.detail())),
                null));
  }

  /** Shows the message if it is planned already; the look-up waits for it a moment. */
  private static Object send(
      Page page, ConsoleRequest request, SingleForm typed, List<TypeField> fields) {
    String user = request.account().name();
    byte[] event = JSON.writeValueAsBytes(typed.event(user, fields));
    request
        .api()
        .upload(ApiPath.of("/v1/events"), EVENT, new ByteArrayInputStream(event), Accepted.class);
    Sent sent = find(request, typed.eventId(user));
    return sent == null
        ? Html.of((out, none) -> JtesentGenerated.render(out, none, page))
        : request.redirect("messages/" + sent.notificationId() + "?notice=single.send");
  }

  private static @Nullable Sent find(ConsoleRequest request, String eventId) {
    try {
      return request
          .api()
          .get(
              ApiPath.of("/v1/notifications").with("source", SingleForm.SOURCE).with("id", eventId),
              Sent.class);
    } catch (ApiException e) {
      // It is accepted, whatever the look-up says.
      return null;
    }
  }
}
