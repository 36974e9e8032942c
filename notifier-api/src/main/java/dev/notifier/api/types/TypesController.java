package dev.notifier.api.types;

import dev.notifier.api.call.IfMatch;
import dev.notifier.api.call.OrderBody;
import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.EventTypeRecord;
import io.swagger.v3.oas.annotations.Hidden;
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
@Hidden
@RestController
final class TypesController {
  private static final String JSON = "application/json";
  private static final OrderBody.Allowed FORM =
      new OrderBody.Allowed(
          "An event type",
          List.of(JSON, "application/yaml", "application/x-yaml", "text/yaml"),
          Documents.MAX_OCTETS);

  private final TypeDesk desk;

  TypesController(TypeDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/v1/event-types")
  TypeDocument.All all() {
    return TypeDocument.All.of(desk.all());
  }

  @GetMapping("/v1/event-types/{name}")
  ResponseEntity<Map<String, Object>> one(@PathVariable String name) {
    return answer(HttpStatus.OK, desk.one(name));
  }

  @GetMapping("/v1/event-types/{name}/versions")
  TypeDocument.Versions versions(@PathVariable String name) {
    return TypeDocument.Versions.of(name, desk.versions(name));
  }

  @GetMapping("/v1/event-types/{name}/versions/{version}")
  Map<String, Object> version(@PathVariable String name, @PathVariable String version) {
    if (!version.matches("[0-9]{1,9}")) {
      throw new ProblemException(
          Problem.of(Code.INVALID_PARAMETER, "A version is a whole number. Send one from 1."));
    }
    return TypeDocument.of(desk.version(name, Integer.parseInt(version)));
  }

  @PutMapping("/v1/event-types/{name}")
  ResponseEntity<Map<String, Object>> put(@PathVariable String name, HttpServletRequest request)
      throws IOException {
    Optional<Integer> version = IfMatch.version(request.getHeader(HttpHeaders.IF_MATCH));
    OrderBody body = OrderBody.read(request, FORM);
    Map<String, Object> form =
        body.mediaType().equals(JSON)
            ? Documents.json(body.octets())
            : Documents.yaml(body.octets());
    TypeDesk.Done done = desk.put(new TypeDesk.Order(name, form, version, Caller.of(request)));
    return answer(done.created() ? HttpStatus.CREATED : HttpStatus.OK, done.type());
  }

  private static ResponseEntity<Map<String, Object>> answer(
      HttpStatus status, EventTypeRecord type) {
    return ResponseEntity.status(status)
        .eTag("\"" + type.version() + "\"")
        .body(TypeForm.write(type));
  }
}
