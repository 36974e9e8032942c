package dev.notifier.console.routes;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.Problems;
import dev.notifier.console.layout.SecondFactor;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages of routes: all, one, and its commands. */
@Controller
final class RoutesController {
  private static final Set<String> COMMANDS = Set.of("pause", "resume", "rebind");

  private final Pages pages;

  RoutesController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/routes")
  Html all(@RequestParam(required = false) @Nullable String after, ConsoleRequest request) {
    RouteDocument.All routes =
        request.api().get(ApiPath.of("/v1/routes").with("after", after), RouteDocument.All.class);
    Page page = pages.of(request, "routes.title");
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, routes));
  }

  @GetMapping("/routes/{name}")
  Html one(@PathVariable String name, ConsoleRequest request) {
    return one(name, request, Problems.none());
  }

  @PostMapping("/routes/{name}/{command}")
  Object command(
      @PathVariable String name, @PathVariable String command, Form form, ConsoleRequest request) {
    if (!COMMANDS.contains(command)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
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
    RouteDocument route = request.api().get(ApiPath.of("/v1/routes/{}", name), RouteDocument.class);
    Page page = pages.named(request, route.name());
    Html.Template template =
        (out, none) -> JteoneGenerated.render(out, none, page, route, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
