package dev.notifier.console.users;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.layout.SentBefore;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.OnceForms;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** One user, and the commands of administrators. */
@Controller
final class UserController {
  private static final Form NOTHING_TYPED = Form.of(Map.of());

  private final Pages pages;
  private final OnceForms forms;

  UserController(Pages pages, OnceForms forms) {
    this.pages = pages;
    this.forms = forms;
  }

  @GetMapping("/users/{name}")
  Html one(@PathVariable String name, ConsoleRequest request) {
    return show(request, name, NOTHING_TYPED, FormProblems.none());
  }

  @PostMapping("/users/{name}/change")
  Object change(@PathVariable String name, Form form, ConsoleRequest request) {
    return command(
        request,
        name,
        form,
        () -> {
          request.api().send("PATCH", path(name, ""), UserForms.change(form), form.text("version"));
          return form.has("openLink") && !hasLink(request, name) ? "change-link" : "change";
        });
  }

  /** A user who gets more than who made the link knew of needs another link. */
  private static boolean hasLink(ConsoleRequest request, String name) {
    return request.api().get(path(name, ""), UserView.class).linkExpiresAt() != null;
  }

  @PostMapping("/users/{name}/link")
  Html makeLink(@PathVariable String name, Form form, ConsoleRequest request) {
    try {
      return forms
          .run(
              request,
              form,
              () -> {
                SecondFactorForm.giveIfTyped(request, form);
                return request
                    .api()
                    .post(
                        path(name, "/link"),
                        Map.of("resetFactors", form.has("resetFactors")),
                        UserView.class);
              })
          .map(user -> UsersPagesController.link(pages, request, user))
          .orElseGet(() -> SentBefore.of(pages, request, "users/" + name));
    } catch (ApiException e) {
      return show(
          request, name, form, FormProblems.of(pages.of(request, "users.title"), e.problem()));
    }
  }

  @PostMapping("/users/{name}/sessions/{id}/end")
  Object endSession(
      @PathVariable String name, @PathVariable String id, Form form, ConsoleRequest request) {
    return command(
        request,
        name,
        form,
        "session",
        () ->
            request
                .api()
                .send("DELETE", ApiPath.of("/v1/users/{}/sessions/{}", name, id), null, null));
  }

  @PostMapping("/users/{name}/{command}")
  Object command(
      @PathVariable String name, @PathVariable String command, Form form, ConsoleRequest request) {
    Map<String, Object> body =
        UserForms.command(command, form)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return command(
        request,
        name,
        form,
        command,
        () -> request.api().post(path(name, "/" + command), body.isEmpty() ? null : body));
  }

  private Object command(
      ConsoleRequest request, String name, Form form, String notice, Runnable command) {
    return command(
        request,
        name,
        form,
        () -> {
          command.run();
          return notice;
        });
  }

  /**
   * Carries a command out.
   *
   * @param command returns what the page says then: the end of a key
   */
  private Object command(ConsoleRequest request, String name, Form form, Supplier<String> command) {
    try {
      SecondFactorForm.giveIfTyped(request, form);
      return request.redirect("users/" + name + "?notice=users." + command.get());
    } catch (ApiException e) {
      return show(
          request, name, form, FormProblems.of(pages.of(request, "users.title"), e.problem()));
    }
  }

  private static ApiPath path(String name, String rest) {
    return ApiPath.of("/v1/users/{}" + rest, name);
  }

  private Html show(ConsoleRequest request, String name, Form typed, FormProblems problems) {
    UserView user = request.api().get(path(name, ""), UserView.class);
    UserView.Sessions sessions =
        request.api().get(path(name, "/sessions"), UserView.Sessions.class);
    Page page = pages.named(request, user.fullName());
    boolean own = name.equals(request.account().name());
    Html.Template template =
        (out, none) ->
            JteoneGenerated.render(out, none, page, user, sessions, own, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
