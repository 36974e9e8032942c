package dev.notifier.api.reports;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests about what effects are counted. Those who write the texts decide that. */
@RestController
final class EffectsController {
  private static final String PATH = "/v1/reports/effects";
  private static final String TARGET = "effect";
  private static final String NAME = "effectName";

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("An effect", List.of("application/json"), 16 << 10);

  private final EffectService service;

  EffectsController(EffectService service) {
    this.service = service;
  }

  @GetMapping(PATH)
  @RequiresScope(Scope.REPORTS_READ)
  EffectDocument.All all(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.all(Caller.of(request), PageRequest.of(after, limit));
  }

  @GetMapping(PATH + "/{effectName}")
  @RequiresScope(Scope.REPORTS_READ)
  EffectDocument find(@PathVariable String effectName, HttpServletRequest request) {
    return service.find(Caller.of(request), effectName);
  }

  @PutMapping(PATH + "/{effectName}")
  @Audited(value = "putEffect", target = TARGET, variable = NAME)
  @RequiresScope(Scope.TEMPLATES_WRITE)
  ResponseEntity<EffectDocument> put(@PathVariable String effectName, HttpServletRequest request)
      throws IOException {
    EffectForm form = EffectForm.read(CommandBody.read(request, BODY).object());
    EffectService.PutResult result = service.put(Caller.of(request), effectName, form);
    return ResponseEntity.status(result.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(result.effect());
  }

  @DeleteMapping(PATH + "/{effectName}")
  @Audited(value = "deleteEffect", target = TARGET, variable = NAME)
  @RequiresScope(Scope.TEMPLATES_WRITE)
  ResponseEntity<Void> delete(@PathVariable String effectName, HttpServletRequest request) {
    service.delete(Caller.of(request), effectName);
    return ResponseEntity.noContent().build();
  }
}
