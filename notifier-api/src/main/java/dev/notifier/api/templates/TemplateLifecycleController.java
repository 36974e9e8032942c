package dev.notifier.api.templates;

import static dev.notifier.api.templates.TemplateService.name;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.VersionParameter;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.TemplateAction;
import dev.notifier.store.templates.TemplateStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests of operators about versions of templates and registrations with carriers. */
@RestController
final class TemplateLifecycleController {
  private final TemplateService service;
  private final RouteStore routes;
  private final InstantSource clock;

  TemplateLifecycleController(TemplateService service, RouteStore routes, InstantSource clock) {
    this.service = service;
    this.routes = routes;
    this.clock = clock;
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/approve")
  @Audited(value = "approveTemplate", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_APPROVE)
  TemplateDocument.Version approve(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return change(
        name(request, id),
        version,
        TemplateAction.APPROVE,
        request,
        TemplateCommand.OPTIONAL_REASON);
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/reject")
  @Audited(value = "rejectTemplate", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_APPROVE)
  TemplateDocument.Version reject(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return change(
        name(request, id), version, TemplateAction.REJECT, request, TemplateCommand.REASON);
  }

  /** Publishes a version now, or at the time in the body. */
  @PostMapping("/v1/templates/{id}/versions/{version}/publish")
  @Audited(value = "publishTemplate", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_APPROVE)
  TemplateDocument.Version publish(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    TemplateCommand command = TemplateCommand.read(request, TemplateCommand.PUBLISH);
    Instant at = command.publishAt(clock.instant());
    TemplateAction action = at == null ? TemplateAction.PUBLISH : TemplateAction.SCHEDULE;
    int number = VersionParameter.parse(version);
    return change(
        name(request, id),
        number,
        action,
        at,
        new AuditInfo(Caller.of(request).name(), command.reason()));
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/unschedule")
  @Audited(value = "unscheduleTemplate", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_APPROVE)
  TemplateDocument.Version unschedule(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return change(
        name(request, id),
        version,
        TemplateAction.UNSCHEDULE,
        request,
        TemplateCommand.OPTIONAL_REASON);
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/retire")
  @Audited(value = "retireTemplate", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_APPROVE)
  TemplateDocument.Version retire(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return change(
        name(request, id), version, TemplateAction.RETIRE, request, TemplateCommand.REASON);
  }

  /** Publishes the version in the body, which was in force before. */
  @PostMapping("/v1/templates/{id}/roll-back")
  @Audited(value = "rollBackTemplate", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_APPROVE)
  TemplateDocument.Version rollBack(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    TemplateCommand command = TemplateCommand.read(request, TemplateCommand.ROLL_BACK);
    int version = Objects.requireNonNull(command.version());
    AuditInfo auditInfo = new AuditInfo(Caller.of(request).name(), command.reason());
    return change(name(request, id), version, TemplateAction.ROLL_BACK, null, auditInfo);
  }

  @GetMapping("/v1/templates/{id}/registrations")
  @RequiresScope(Scope.TEMPLATES_READ)
  TemplateDocument.Registrations registrations(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.registrations(name(request, id), PageRequest.of(after, limit));
  }

  @PutMapping("/v1/templates/{id}/registrations/{carrier}")
  @Audited(value = "putRegistration", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_APPROVE)
  TemplateDocument.Registration register(
      @PathVariable String id, @PathVariable String carrier, HttpServletRequest request)
      throws IOException {
    RegistrationCommand command = RegistrationCommand.read(request);
    String caller = Caller.of(request).name();
    List<String> known = StoreAccess.call(routes::all).stream().map(RouteRecord::name).toList();
    return service.register(
        command.toRegistration(name(request, id), carrier, caller, clock.instant(), known),
        new AuditInfo(caller, command.reason()));
  }

  private TemplateDocument.Version change(
      TemplateName id,
      String version,
      TemplateAction action,
      HttpServletRequest request,
      RequestSchema schema)
      throws IOException {
    TemplateCommand command = TemplateCommand.read(request, schema);
    int number = VersionParameter.parse(version);
    return change(
        id, number, action, null, new AuditInfo(Caller.of(request).name(), command.reason()));
  }

  private TemplateDocument.Version change(
      TemplateName id,
      int version,
      TemplateAction action,
      @Nullable Instant at,
      AuditInfo auditInfo) {
    return TemplateDocument.Version.of(
        service.change(new TemplateStore.TransitionRequest(id, version, action, at, auditInfo)));
  }
}
