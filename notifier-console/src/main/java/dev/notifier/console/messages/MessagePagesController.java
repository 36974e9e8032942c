package dev.notifier.console.messages;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.messages.MessageDocument.Found;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Download;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of messages: the search, one, and its commands. */
@Controller
final class MessagePagesController {
  private static final String TITLE = "messages.title";
  private static final Form NO_ONE = Form.of(Map.of());

  private final Pages pages;

  MessagePagesController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/messages")
  Html all(@RequestParam Map<String, String> query, ConsoleRequest request) {
    Page page = pages.of(request, "messages.title");
    MessageFilters filters = MessageFilters.of(query, page.now());
    String cursor = query.getOrDefault("cursor", "");
    String wrong = filters.wrong();
    if (wrong != null) {
      return refused(page, filters, FormProblems.of(wrong, page.t("messages.no-day")));
    }
    try {
      Found found =
          request
              .api()
              .search(ApiPath.of("/v1/notifications/search"), filters.request(cursor), Found.class);
      MessageList list = MessageList.of(filters, found, cursor.isEmpty());
      return Html.of(
          (out, none) -> JteallGenerated.render(out, none, page, list, FormProblems.none()));
    } catch (ApiException e) {
      return refused(page, filters, FormProblems.of(page, e.problem()));
    }
  }

  private static Html refused(Page page, MessageFilters filters, FormProblems problems) {
    MessageList list = MessageList.none(filters);
    return Html.invalid((out, none) -> JteallGenerated.render(out, none, page, list, problems));
  }

  @GetMapping("/messages/{id}")
  Html one(@PathVariable String id, ConsoleRequest request) {
    return one(id, request, NO_ONE, false, FormProblems.none());
  }

  /** The same from the timeline of a person, to which the page leads back. */
  @PostMapping("/messages/{id}/person")
  Html one(@PathVariable String id, Form form, ConsoleRequest request) {
    return one(id, request, form, false, FormProblems.none());
  }

  /** Shows number and text in clear, once: the page is the answer and has no address. */
  @PostMapping("/messages/{id}/reveal")
  Html reveal(@PathVariable String id, Form form, ConsoleRequest request) {
    try {
      SecondFactorForm.giveIfTyped(request, form);
      return one(id, request, form, true, FormProblems.none());
    } catch (ApiException e) {
      return one(id, request, form, false, FormProblems.of(pages.of(request, TITLE), e.problem()));
    }
  }

  /** The pages that answer commands have no address of their own. */
  @GetMapping({"/messages/{id}/person", "/messages/{id}/reveal", "/messages/{id}/cancel"})
  ResponseEntity<Void> back(@PathVariable String id, ConsoleRequest request) {
    return request.redirect("messages/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
  }

  @PostMapping("/messages/{id}/cancel")
  Object cancel(@PathVariable String id, Form form, ConsoleRequest request) {
    String reason = form.text("reason");
    if (reason.isEmpty()) {
      Page page = pages.of(request, TITLE);
      return one(id, request, form, false, FormProblems.of("reason", page.t("messages.no-reason")));
    }
    try {
      MessageDocument message = read(id, request, false);
      request
          .api()
          .post(
              ApiPath.of("/v1/notifications/cancel"),
              Map.of(
                  "reason",
                  reason,
                  "events",
                  List.of(Map.of("source", message.source(), "eventId", message.eventId()))));
      return request.redirect("messages/" + message.notificationId() + "?notice=messages.cancel");
    } catch (ApiException e) {
      return one(id, request, form, false, FormProblems.of(pages.of(request, TITLE), e.problem()));
    }
  }

  /** The certificate as a file: a page to print, or the signed document for programs. */
  @Download
  @GetMapping("/messages/{id}/certificate.{form:html|jws}")
  void certificate(
      @PathVariable String id,
      @PathVariable String form,
      ConsoleRequest request,
      HttpServletResponse response)
      throws IOException {
    String type = form.equals("html") ? "text/html" : "application/jose";
    HttpResponse<InputStream> file =
        request.api().download(ApiPath.of("/v1/notifications/{}/certificate", id), type);
    try (InputStream body = file.body()) {
      response.setContentType(type);
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"certificate." + form + "\"");
      body.transferTo(response.getOutputStream());
    }
  }

  private static MessageDocument read(String id, ConsoleRequest request, boolean clear) {
    ApiPath path = ApiPath.of("/v1/notifications/{}", id);
    return request.api().get(clear ? path.with("clear", "true") : path, MessageDocument.class);
  }

  /**
   * One message.
   *
   * @param form what was typed, and the person from whose timeline somebody came, if any
   */
  private Html one(
      String id, ConsoleRequest request, Form form, boolean revealed, FormProblems problems) {
    MessageDocument message = read(id, request, revealed);
    Page words = pages.of(request, TITLE);
    Page page =
        pages.of(request, "messages.one-title", words.word("messages.state", message.state()));
    Html.Template template =
        (out, none) -> JteoneGenerated.render(out, none, page, message, form, revealed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
