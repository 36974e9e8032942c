package dev.notifier.console.routes;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.Problems;
import dev.notifier.console.layout.SecondFactor;
import dev.notifier.console.live.LivePages;
import dev.notifier.console.live.LiveView;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The pages of routes: all, one, and its commands. */
@Controller
final class RoutesController {
  private static final Set<String> COMMANDS = Set.of("pause", "resume", "rebind");
  private static final String LIMITS = "routes.limits";
  private static final String CONTACT = "routes.contact";

  private final Pages pages;
  private final LivePages live;

  RoutesController(Pages pages, LivePages live) {
    this.pages = pages;
    this.live = live;
  }

  @GetMapping("/routes")
  Html all(ConsoleRequest request) {
    Page page = pages.of(request, "routes.title");
    LiveView view = live.view(RouteTopics.ALL, request);
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, view));
  }

  @GetMapping("/routes/{name}")
  Html one(@PathVariable String name, ConsoleRequest request) {
    return one(name, request, Problems.none());
  }

  @PostMapping("/routes/{name}/{command}")
  Object command(
      @PathVariable String name, @PathVariable String command, Form form, ConsoleRequest request) {
    if (!COMMANDS.contains(command)) {
      return ResponseEntity.notFound().build();
    }
    try {
      SecondFactor.giveIfTyped(request, form);
      request.api().post(ApiPath.of("/v1/routes/{}/" + command, name), null);
      return request.redirect("routes/" + name + "?notice=routes." + command);
    } catch (ApiException e) {
      return one(name, request, Problems.of(pages.of(request, "routes.title"), e.problem()));
    }
  }

  private Html one(String name, ConsoleRequest request, Problems problems) {
    RouteDocument route = read(name, request);
    LiveView view = live.view(RouteTopics.one(route.name()), request);
    Page page = pages.named(request, route.name());
    return html(
        problems, (out, none) -> JteoneGenerated.render(out, none, page, route, view, problems));
  }

  @GetMapping("/routes/{name}/limits")
  Html limits(@PathVariable String name, ConsoleRequest request) {
    RouteDocument route = read(name, request);
    return limits(route, RouteForms.Limits.of(route), request, Problems.none());
  }

  @PostMapping("/routes/{name}/limits")
  Object changeLimits(@PathVariable String name, Form form, ConsoleRequest request) {
    RouteForms.Limits typed = RouteForms.Limits.of(form);
    Page page = pages.of(request, LIMITS, name);
    Problems problems = typed.problems(page);
    if (problems.isEmpty()) {
      try {
        SecondFactor.giveIfTyped(request, form);
        request
            .api()
            .send(
                "PATCH",
                ApiPath.of("/v1/routes/{}", name),
                typed.change(),
                form.optional("version"));
        return request.redirect("routes/" + name + "?notice=routes.limits");
      } catch (ApiException e) {
        problems = Problems.of(page, e.problem());
      }
    }
    return limits(read(name, request), typed, request, problems);
  }

  private Html limits(
      RouteDocument route, RouteForms.Limits typed, ConsoleRequest request, Problems problems) {
    Page page = pages.of(request, LIMITS, route.name());
    return html(
        problems,
        (out, none) -> JtelimitsGenerated.render(out, none, page, route, typed, problems));
  }

  @GetMapping("/routes/{name}/contact")
  Html contact(@PathVariable String name, ConsoleRequest request) {
    RouteDocument route = read(name, request);
    return contact(route, RouteForms.Contact.of(route), request, Problems.none());
  }

  @PostMapping("/routes/{name}/contact")
  Object changeContact(@PathVariable String name, Form form, ConsoleRequest request) {
    RouteForms.Contact typed = RouteForms.Contact.of(form);
    try {
      SecondFactor.giveIfTyped(request, form);
      request.api().send("PUT", ApiPath.of("/v1/routes/{}/contact", name), typed, null);
      return request.redirect("routes/" + name + "?notice=routes.contact");
    } catch (ApiException e) {
      Problems problems = Problems.of(pages.of(request, CONTACT, name), e.problem());
      return contact(read(name, request), typed, request, problems);
    }
  }

  private Html contact(
      RouteDocument route, RouteForms.Contact typed, ConsoleRequest request, Problems problems) {
    Page page = pages.of(request, CONTACT, route.name());
    return html(
        problems,
        (out, none) -> JtecontactGenerated.render(out, none, page, route, typed, problems));
  }

  private static RouteDocument read(String name, ConsoleRequest request) {
    return request.api().get(ApiPath.of("/v1/routes/{}", name), RouteDocument.class);
  }

  private static Html html(Problems problems, Html.Template template) {
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
