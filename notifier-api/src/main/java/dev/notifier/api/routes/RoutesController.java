package dev.notifier.api.routes;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.routes.RouteStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests of operators about routes. */
@RestController
final class RoutesController {
  static final CommandBody.Allowed PATCH =
      new CommandBody.Allowed(
          "A change of a route",
          List.of("application/merge-patch+json", "application/json"),
          4 << 10);

  private static final CommandBody.Allowed CONTACT =
      new CommandBody.Allowed("The contact of a route", List.of("application/json"), 16 << 10);

  private final RouteService service;

  RoutesController(RouteService service) {
    this.service = service;
  }

  @GetMapping("/v1/routes")
  @RequiresScope(Scope.ROUTES_READ)
  RouteDocument.All all(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.all(Caller.of(request), PageRequest.of(after, limit));
  }

  @GetMapping("/v1/routes/{name}")
  @RequiresScope(Scope.ROUTES_READ)
  ResponseEntity<RouteDocument> find(@PathVariable String name, HttpServletRequest request) {
    return response(service.find(Caller.of(request), name));
  }

  /** Returns a page of the caller's notifications with unconfirmed segments. */
  @GetMapping("/v1/routes/{name}/unconfirmed")
  @RequiresScope(Scope.ROUTES_READ)
  UnconfirmedDocument unconfirmed(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.unconfirmed(Caller.of(request).tenant(), name, PageRequest.of(after, limit));
  }

  @PatchMapping("/v1/routes/{name}")
  @Audited(value = "patchRoute", target = "route", variable = "name")
  @RequiresScope(value = Scope.ROUTES_OPERATE, nationalOnly = true)
  ResponseEntity<RouteDocument> patch(@PathVariable String name, HttpServletRequest request)
      throws IOException {
    Optional<Integer> version = IfMatch.version(request, () -> service.version(name));
    RoutePatch patch = RoutePatch.read(CommandBody.read(request, PATCH).object());
    return change(name, request, version, patch::apply);
  }

  /** Replaces the contact of a route. */
  @PutMapping("/v1/routes/{name}/contact")
  @Audited(value = "putRouteContact", target = "route", variable = "name")
  @RequiresScope(value = Scope.ROUTES_OPERATE, nationalOnly = true)
  ResponseEntity<RouteDocument> putContact(@PathVariable String name, HttpServletRequest request)
      throws IOException {
    RouteContactForm form = RouteContactForm.read(CommandBody.read(request, CONTACT).object());
    return response(service.putContact(Caller.of(request), name, form.texts()));
  }

  /** Orders that a route takes the messages of the others until a time. */
  @PutMapping("/v1/routes/{name}/takeover")
  @Audited(value = "putRouteTakeover", target = "route", variable = "name")
  @RequiresScope(value = Scope.ROUTES_OPERATE, nationalOnly = true)
  ResponseEntity<RouteDocument> putTakeover(@PathVariable String name, HttpServletRequest request)
      throws IOException {
    Optional<Integer> version = IfMatch.version(request, () -> service.version(name));
    RouteTakeoverForm form = RouteTakeoverForm.read(CommandBody.read(request, PATCH).object());
    String by = Caller.of(request).name();
    return response(
        service.takeOver(
            Caller.of(request),
            name,
            new RouteStore.ChangeRequest(
                by, version, route -> form.apply(route, by, service.now()))));
  }

  @DeleteMapping("/v1/routes/{name}/takeover")
  @Audited(value = "deleteRouteTakeover", target = "route", variable = "name")
  @RequiresScope(value = Scope.ROUTES_OPERATE, nationalOnly = true)
  ResponseEntity<RouteDocument> deleteTakeover(
      @PathVariable String name, HttpServletRequest request) {
    Optional<Integer> version = IfMatch.version(request, () -> service.version(name));
    return change(name, request, version, route -> route.withTakeover(null));
  }

  @PostMapping("/v1/routes/{name}/pause")
  @Audited(value = "pauseRoute", target = "route", variable = "name")
  @RequiresScope(value = Scope.ROUTES_OPERATE, nationalOnly = true)
  ResponseEntity<RouteDocument> pause(@PathVariable String name, HttpServletRequest request) {
    return change(name, request, Optional.empty(), RoutePatch.ofPaused(true)::apply);
  }

  @PostMapping("/v1/routes/{name}/resume")
  @Audited(value = "resumeRoute", target = "route", variable = "name")
  @RequiresScope(value = Scope.ROUTES_OPERATE, nationalOnly = true)
  ResponseEntity<RouteDocument> resume(@PathVariable String name, HttpServletRequest request) {
    return change(name, request, Optional.empty(), RoutePatch.ofPaused(false)::apply);
  }

  @PostMapping("/v1/routes/{name}/rebind")
  @Audited(value = "rebindRoute", target = "route", variable = "name")
  @RequiresScope(value = Scope.ROUTES_OPERATE, nationalOnly = true)
  ResponseEntity<RouteDocument> rebind(@PathVariable String name, HttpServletRequest request) {
    UnaryOperator<RouteRecord> rebind =
        route ->
            new RouteRecord(
                route.v(),
                route.name(),
                route.version(),
                route.settings(),
                route.paused(),
                route.rebind() + 1,
                route.takeover());
    return change(name, request, Optional.empty(), rebind);
  }

  private ResponseEntity<RouteDocument> change(
      String name,
      HttpServletRequest request,
      Optional<Integer> ifVersion,
      UnaryOperator<RouteRecord> change) {
    return response(
        service.change(
            Caller.of(request),
            name,
            new RouteStore.ChangeRequest(Caller.of(request).name(), ifVersion, change)));
  }

  private static ResponseEntity<RouteDocument> response(RouteDocument route) {
    return VersionedResponse.of(HttpStatus.OK, route.version(), route);
  }
}
