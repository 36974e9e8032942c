package dev.notifier.api.eventtypes;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.EventTypeRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows kinds of events and takes what operators make of them. */
@RestController
final class EventTypesController {
  private static final String JSON = "application/json";
  private static final CommandBody.Allowed FORM =
      new CommandBody.Allowed(
          "An event type",
          List.of(JSON, "application/yaml", "application/x-yaml", "text/yaml"),
          JsonYamlReader.MAX_OCTETS);

  private final EventTypeService desk;

  EventTypesController(EventTypeService desk) {
    this.desk = desk;
  }

  @GetMapping("/v1/event-types")
  EventTypeDocument.All all() {
    return EventTypeDocument.All.of(desk.all());
  }

  @GetMapping("/v1/event-types/{name}")
  ResponseEntity<Map<String, Object>> one(@PathVariable String name) {
    return answer(HttpStatus.OK, desk.one(name));
  }

  @GetMapping("/v1/event-types/{name}/versions")
  EventTypeDocument.Versions versions(@PathVariable String name) {
    return EventTypeDocument.Versions.of(name, desk.versions(name));
  }

  @GetMapping("/v1/event-types/{name}/versions/{version}")
  Map<String, Object> version(@PathVariable String name, @PathVariable String version) {
    if (!version.matches("[0-9]{1,9}")) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, "A version is a whole number. Send one from 1."));
    }
    return EventTypeDocument.of(desk.version(name, Integer.parseInt(version)));
  }

  @PutMapping("/v1/event-types/{name}")
  ResponseEntity<Map<String, Object>> put(@PathVariable String name, HttpServletRequest request)
      throws IOException {
    Optional<Integer> version = IfMatch.version(request.getHeader(HttpHeaders.IF_MATCH));
    CommandBody body = CommandBody.read(request, FORM);
    Map<String, Object> form =
        body.mediaType().equals(JSON)
            ? JsonYamlReader.json(body.bytes())
            : JsonYamlReader.yaml(body.bytes());
    EventTypeService.Done done =
        desk.put(new EventTypeService.Order(name, form, version, Caller.of(request)));
    return answer(done.created() ? HttpStatus.CREATED : HttpStatus.OK, done.type());
  }

  private static ResponseEntity<Map<String, Object>> answer(
      HttpStatus status, EventTypeRecord type) {
    return ResponseEntity.status(status)
        .eTag("\"" + type.version() + "\"")
        .body(EventTypeDefinition.write(type));
  }
}
