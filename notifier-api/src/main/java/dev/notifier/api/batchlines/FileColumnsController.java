package dev.notifier.api.batchlines;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the columns that a file can have. */
@RestController
final class FileColumnsController {
  private final EventTypeRegistry types;

  FileColumnsController(EventTypeRegistry types) {
    this.types = types;
  }

  @GetMapping("/v1/event-types/{name}/columns")
  @RequiresScope(Scope.EVENT_TYPES_READ)
  FileColumnsDocument columns(@PathVariable String name) {
    CompiledEventType type = types.find(name);
    if (type == null) {
      throw new ProblemException(
          types.isKnown() ? ErrorCode.EVENT_TYPE_NOT_FOUND : ErrorCode.EVENT_TYPES_UNAVAILABLE);
    }
    return FileColumnsDocument.of(type.schema());
  }
}
