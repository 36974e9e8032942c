package dev.notifier.api.pipeline;

import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The request of operators about what waits. */
@RestController
final class PipelineController {
  private final PipelineMonitor monitor;

  PipelineController(PipelineMonitor monitor) {
    this.monitor = monitor;
  }

  @GetMapping("/v1/pipeline")
  @RequiresScope(Scope.ROUTES_READ)
  PipelineDocument pipeline() {
    return monitor.document();
  }
}
