package dev.notifier.api.templatetests;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.VersionParameter;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.TemplateName;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The requests that send a template to a phone of the team. */
@RestController
final class TemplateTestController {
  private final TemplateTestService service;
  private final WorkLimit work;

  TemplateTestController(TemplateTestService service, WorkLimit work) {
    this.service = service;
    this.work = work;
  }

  @PostMapping("/v1/templates/{id}/draft/test")
  @Audited(value = "testTemplateDraft", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_WRITE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  TemplateTestDocument draft(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    TemplateTestForm form = TemplateTestForm.read(request);
    Caller caller = Caller.of(request);
    return work.call(() -> service.draft(caller, name(caller, id), form));
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/test")
  @Audited(value = "testTemplateVersion", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_WRITE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  TemplateTestDocument version(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    TemplateTestForm form = TemplateTestForm.read(request);
    Caller caller = Caller.of(request);
    int number = VersionParameter.parse(version);
    return work.call(() -> service.version(caller, name(caller, id), number, form));
  }

  private static TemplateName name(Caller caller, String id) {
    try {
      return new TemplateName(caller.tenant(), id);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.TEMPLATE_NOT_FOUND);
    }
  }
}
