package dev.notifier.api.recovery;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code POST /v1/notifications/plan-again}. */
@RestController
final class PlanAgainController {
  private final PlanAgainService service;
  private final EventTypeRegistry types;
  private final WorkLimit work;

  PlanAgainController(PlanAgainService service, EventTypeRegistry types, WorkLimit work) {
    this.service = service;
    this.types = types;
    this.work = work;
  }

  @PostMapping("/v1/notifications/plan-again")
  @Audited("planAgain")
  @RequiresScope(Scope.JOBS_OPERATE)
  PlanAgainDocument planAgain(HttpServletRequest request) throws IOException {
    PlanAgainRequest command = PlanAgainRequest.read(request, types.names());
    Caller caller = Caller.of(request);
    if (command.dryRun()) {
      AuditTrail.previewed();
    }
    return work.call(() -> service.planAgain(caller.tenant(), caller.name(), command));
  }
}
