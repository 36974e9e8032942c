package dev.notifier.console.routes;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.live.LivePages;
import dev.notifier.console.live.LiveView;
import dev.notifier.console.pipeline.PipelineStatus;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The pages of routes: all, one, and its commands. */
@Controller
final class RoutesPagesController {
  private static final Set<String> COMMANDS = Set.of("pause", "resume", "rebind");
  private static final String MOST = "1000";
  private static final String LIMITS = "routes.limits";
  private static final String TAKEOVER = "routes.takeover";
  private static final String CONTACT = "routes.contact";
  private static final String VERSION = "version";
  private static final String TAKEOVER_PATH = "/v1/routes/{}/takeover";

  private final Pages pages;
  private final LivePages live;

  RoutesPagesController(Pages pages, LivePages live) {
    this.pages = pages;
    this.live = live;
  }

  @GetMapping("/routes")
  Html all(ConsoleRequest request) {
    Page page = pages.of(request, "routes.title");
    LiveView view = live.view(RouteTopics.ALL, request);
    RouteView.All routes = routes(request);
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, view, routes));
  }

  /** The page is of use without them. */
  private static RouteView.All routes(ConsoleRequest request) {
    try {
      return request.api().get(ApiPath.of("/v1/routes").with("limit", MOST), RouteView.All.class);
    } catch (ApiException e) {
      return new RouteView.All(List.of());
    }
  }

  @GetMapping("/routes/{name}")
  Html one(@PathVariable String name, ConsoleRequest request) {
    return one(name, request, FormProblems.none());
  }

  @PostMapping("/routes/{name}/{command}")
  Object command(
      @PathVariable String name, @PathVariable String command, Form form, ConsoleRequest request) {
    if (!COMMANDS.contains(command)) {
      return ResponseEntity.notFound().build();
    }
    try {
      SecondFactorForm.giveIfTyped(request, form);
      request.api().post(ApiPath.of("/v1/routes/{}/" + command, name), null);
      return request.redirect("routes/" + name + "?notice=routes." + notice(command));
    } catch (ApiException e) {
      FormProblems problems = FormProblems.of(pages.of(request, "routes.title"), e.problem());
      return command.equals("pause")
          ? pause(name, request, problems)
          : one(name, request, problems);
    }
  }

  /** A pause has consequences that one must know before. */
  @GetMapping("/routes/{name}/pause")
  Html pause(@PathVariable String name, ConsoleRequest request) {
    return pause(name, request, FormProblems.none());
  }

  private Html pause(String name, ConsoleRequest request, FormProblems problems) {
    RouteView route = read(name, request);
    PauseView view =
        PauseView.of(
            route,
            now(route.name(), request).orElse(null),
            UrgentLife.shortestMinutes(request.api()).orElse(null),
            routes(request).routes());
    Page page = pages.of(request, "routes.pause-title", route.name());
    return html(problems, (out, none) -> JtepauseGenerated.render(out, none, page, view, problems));
  }

  /** The page is of use without it. */
  private static Optional<PipelineStatus.Route> now(String name, ConsoleRequest request) {
    try {
      return request.api().get(ApiPath.of("/v1/pipeline"), PipelineStatus.class).route(name);
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  /** Sessions are bound some time after the command. */
  private static String notice(String command) {
    return command.equals("rebind") ? "asked-rebind" : command;
  }

  private Html one(String name, ConsoleRequest request, FormProblems problems) {
    RouteView route = read(name, request);
    LiveView view = live.view(RouteTopics.one(route.name()), request);
    Page page = pages.named(request, route.name());
    return html(
        problems, (out, none) -> JteoneGenerated.render(out, none, page, route, view, problems));
  }

  @GetMapping("/routes/{name}/limits")
  Html limits(@PathVariable String name, ConsoleRequest request) {
    RouteView route = read(name, request);
    return limits(route, RouteForms.Limits.of(route), request, FormProblems.none());
  }

  @PostMapping("/routes/{name}/limits")
  Object changeLimits(@PathVariable String name, Form form, ConsoleRequest request) {
    RouteForms.Limits typed = RouteForms.Limits.of(form);
    Page page = pages.of(request, LIMITS, name);
    FormProblems problems = typed.problems(page);
    if (problems.isEmpty()) {
      try {
        SecondFactorForm.giveIfTyped(request, form);
        request
            .api()
            .send(
                "PATCH", ApiPath.of("/v1/routes/{}", name), typed.change(), form.optional(VERSION));
        return request.redirect("routes/" + name + "?notice=routes.limits");
      } catch (ApiException e) {
        problems = FormProblems.of(page, e.problem());
      }
    }
    return limits(read(name, request), typed, request, problems);
  }

  private Html limits(
      RouteView route, RouteForms.Limits typed, ConsoleRequest request, FormProblems problems) {
    Page page = pages.of(request, LIMITS, route.name());
    return html(
        problems,
        (out, none) -> JtelimitsGenerated.render(out, none, page, route, typed, problems));
  }

  @GetMapping("/routes/{name}/contact")
  Html contact(@PathVariable String name, ConsoleRequest request) {
    RouteView route = read(name, request);
    return contact(route, RouteForms.Contact.of(route), request, FormProblems.none());
  }

  @PostMapping("/routes/{name}/contact")
  Object changeContact(@PathVariable String name, Form form, ConsoleRequest request) {
    RouteForms.Contact typed = RouteForms.Contact.of(form);
    try {
      SecondFactorForm.giveIfTyped(request, form);
      request.api().send("PUT", ApiPath.of("/v1/routes/{}/contact", name), typed, null);
      return request.redirect("routes/" + name + "?notice=routes.contact");
    } catch (ApiException e) {
      FormProblems problems = FormProblems.of(pages.of(request, CONTACT, name), e.problem());
      return contact(read(name, request), typed, request, problems);
    }
  }

  private Html contact(
      RouteView route, RouteForms.Contact typed, ConsoleRequest request, FormProblems problems) {
    Page page = pages.of(request, CONTACT, route.name());
    return html(
        problems,
        (out, none) -> JtecontactGenerated.render(out, none, page, route, typed, problems));
  }

  @GetMapping("/routes/{name}/takeover")
  Html takeover(@PathVariable String name, ConsoleRequest request) {
    return takeover(read(name, request), RouteForms.Takeover.NOTHING, request, FormProblems.none());
  }

  @PostMapping("/routes/{name}/takeover")
  Object takeOver(@PathVariable String name, Form form, ConsoleRequest request) {
    RouteForms.Takeover typed = RouteForms.Takeover.of(form);
    Page page = pages.of(request, TAKEOVER, name);
    FormProblems problems = typed.problems(page);
    if (problems.isEmpty()) {
      try {
        SecondFactorForm.giveIfTyped(request, form);
        request
            .api()
            .send("PUT", ApiPath.of(TAKEOVER_PATH, name), typed.body(), form.optional(VERSION));
        return request.redirect("routes/" + name + "?notice=routes.takeover");
      } catch (ApiException e) {
        problems = FormProblems.of(page, e.problem());
      }
    }
    return takeover(read(name, request), typed, request, problems);
  }

  @PostMapping("/routes/{name}/takeover/end")
  Object endTakeover(@PathVariable String name, Form form, ConsoleRequest request) {
    try {
      SecondFactorForm.giveIfTyped(request, form);
      request.api().send("DELETE", ApiPath.of(TAKEOVER_PATH, name), null, form.optional(VERSION));
      return request.redirect("routes/" + name + "?notice=routes.takeover-end");
    } catch (ApiException e) {
      return one(name, request, FormProblems.of(pages.of(request, "routes.title"), e.problem()));
    }
  }

  private Html takeover(
      RouteView route, RouteForms.Takeover typed, ConsoleRequest request, FormProblems problems) {
    Page page = pages.of(request, TAKEOVER, route.name());
    return html(
        problems,
        (out, none) -> JtetakeoverGenerated.render(out, none, page, route, typed, problems));
  }

  private static RouteView read(String name, ConsoleRequest request) {
    return request.api().get(ApiPath.of("/v1/routes/{}", name), RouteView.class);
  }

  private static Html html(FormProblems problems, Html.Template template) {
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
