package dev.notifier.api.eventtypes;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.JsonYamlReader;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.VersionParameter;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests of operators about event types. */
@RestController
final class EventTypesController {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed(
          "An event type",
          List.of("application/json", "application/yaml", "application/x-yaml", "text/yaml"),
          JsonYamlReader.MAX_YAML_BYTES);

  private final EventTypeService service;
  private final WorkLimit work;

  EventTypesController(EventTypeService service, WorkLimit work) {
    this.service = service;
    this.work = work;
  }

  @GetMapping("/v1/event-types")
  @RequiresScope(Scope.EVENT_TYPES_READ)
  EventTypeDocument.All all(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    return EventTypeDocument.All.of(service.all(PageRequest.of(after, limit)));
  }

  @GetMapping("/v1/event-types/{name}")
  @RequiresScope(Scope.EVENT_TYPES_READ)
  ResponseEntity<EventTypeDefinition> find(@PathVariable String name) {
    return response(HttpStatus.OK, service.find(name));
  }

  @GetMapping("/v1/event-types/{name}/versions")
  @RequiresScope(Scope.EVENT_TYPES_READ)
  EventTypeDocument.Versions versions(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    return EventTypeDocument.Versions.of(
        name, service.versions(name, PageRequest.of(after, limit)));
  }

  @GetMapping("/v1/event-types/{name}/versions/{version}")
  @RequiresScope(Scope.EVENT_TYPES_READ)
  EventTypeDocument version(@PathVariable String name, @PathVariable String version) {
    return EventTypeDocument.of(service.version(name, VersionParameter.parse(version)));
  }

  @PutMapping("/v1/event-types/{name}")
  @Audited(value = "putEventType", target = "event-type", variable = "name")
  @RequiresScope(value = Scope.EVENT_TYPES_WRITE, nationalOnly = true)
  ResponseEntity<EventTypeDefinition> put(@PathVariable String name, HttpServletRequest request)
      throws IOException {
    Optional<Integer> version = IfMatch.version(request, () -> service.currentVersion(name));
    CommandBody body = CommandBody.read(request, BODY);
    String caller = Caller.of(request).name();
    EventTypeService.PutResult result =
        work.call(
            () -> service.put(EventTypeDefinition.read(name, body.object()), version, caller));
    return response(result.created() ? HttpStatus.CREATED : HttpStatus.OK, result.type());
  }

  private static ResponseEntity<EventTypeDefinition> response(
      HttpStatus status, EventTypeRecord type) {
    return VersionedResponse.of(status, type.version(), EventTypeDefinition.of(type, null));
  }
}
