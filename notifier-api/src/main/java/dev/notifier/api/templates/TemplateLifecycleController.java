package dev.notifier.api.templates;

import dev.notifier.api.security.Caller;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.TemplateAction;
import dev.notifier.store.templates.TemplateStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what is decided of versions, and what carriers say. */
@RestController
final class TemplateLifecycleController {
  private final TemplateService desk;
  private final InstantSource clock;

  TemplateLifecycleController(TemplateService desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/approve")
  TemplateDocument.Version approve(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return act(id, version, TemplateAction.APPROVE, request, CommandFields::why);
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/reject")
  TemplateDocument.Version reject(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return act(id, version, TemplateAction.REJECT, request, CommandFields::reason);
  }

  /** Now, or at the time that the body says. */
  @PostMapping("/v1/templates/{id}/versions/{version}/publish")
  TemplateDocument.Version publish(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    CommandFields order = TemplateCommands.read(request, Set.of("why", "at"));
    Instant at = order.at(clock.instant());
    TemplateAction action = at == null ? TemplateAction.PUBLISH : TemplateAction.SCHEDULE;
    return act(id, version, action, at, new AuditInfo(Caller.of(request), order.why()));
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/unschedule")
  TemplateDocument.Version unschedule(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return act(id, version, TemplateAction.UNSCHEDULE, request, CommandFields::why);
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/retire")
  TemplateDocument.Version retire(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return act(id, version, TemplateAction.RETIRE, request, CommandFields::reason);
  }

  /** Puts a version in force that was it before; the body says which and why. */
  @PostMapping("/v1/templates/{id}/roll-back")
  TemplateDocument.Version rollBack(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    CommandFields order = TemplateCommands.read(request, Set.of("why", "version"));
    String version = Integer.toString(order.version());
    AuditInfo deed = new AuditInfo(Caller.of(request), order.reason());
    return act(id, version, TemplateAction.ROLL_BACK, null, deed);
  }

  @GetMapping("/v1/templates/{id}/registrations")
  TemplateDocument.Registrations registrations(@PathVariable String id) {
    return desk.registrations(id);
  }

  @PutMapping("/v1/templates/{id}/registrations/{carrier}")
  TemplateDocument.Registration register(
      @PathVariable String id, @PathVariable String carrier, HttpServletRequest request)
      throws IOException {
    CommandFields order = TemplateCommands.read(request, CarrierRegistrationReader.FIELDS);
    String by = Caller.of(request);
    var registration = new CarrierRegistrationReader(order).read(id, carrier, by, clock.instant());
    return desk.register(registration, new AuditInfo(by, order.why()));
  }

  private TemplateDocument.Version act(
      String id,
      String version,
      TemplateAction action,
      HttpServletRequest request,
      Function<CommandFields, String> why)
      throws IOException {
    AuditInfo deed = new AuditInfo(Caller.of(request), why.apply(TemplateCommands.read(request)));
    return act(id, version, action, null, deed);
  }

  private TemplateDocument.Version act(
      String id, String version, TemplateAction action, @Nullable Instant at, AuditInfo deed) {
    int number = TemplatesController.number(version);
    return TemplateDocument.Version.of(
        desk.act(new TemplateStore.TransitionRequest(id, number, action, at, deed)));
  }
}
