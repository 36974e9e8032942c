package dev.notifier.api.templates;

import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.VersionParameter;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.TemplateDraft;
import dev.notifier.templates.template.TemplateSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The requests of operators about templates and their drafts. */
@RestController
final class TemplatesController {
  private final TemplateService service;
  private final TemplateDiff diff;

  TemplatesController(TemplateService service) {
    this.service = service;
    this.diff = new TemplateDiff(service);
  }

  @GetMapping("/v1/templates")
  TemplateDocument.All all() {
    return service.all();
  }

  @GetMapping("/v1/templates/{id}")
  TemplateDocument find(@PathVariable String id) {
    return service.find(id);
  }

  @GetMapping("/v1/templates/{id}/versions/{version}")
  TemplateDocument.Version version(@PathVariable String id, @PathVariable String version) {
    return TemplateDocument.Version.of(service.version(id, VersionParameter.parse(version)));
  }

  @GetMapping("/v1/templates/{id}/draft")
  ResponseEntity<TemplateDocument.Draft> draft(@PathVariable String id) {
    return response(service.draft(id));
  }

  @PutMapping("/v1/templates/{id}/draft")
  ResponseEntity<TemplateDocument.Draft> save(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    Optional<Integer> revision = IfMatch.version(request, () -> service.draftRevision(id));
    TemplateSource source = TemplateSourceReader.read(request);
    if (!source.id().equals(id)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_TEMPLATE,
              "The id of the template differs from the one in the path. Send " + id + "."));
    }
    return response(service.save(source, revision, new AuditInfo(Caller.of(request), "")));
  }

  @DeleteMapping("/v1/templates/{id}/draft")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(@PathVariable String id, HttpServletRequest request) {
    service.discard(id, new AuditInfo(Caller.of(request), ""));
  }

  @PostMapping("/v1/templates/{id}/draft/submit")
  TemplateDocument.Version submit(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    TemplateCommand command = TemplateCommand.read(request, TemplateCommand.OPTIONAL_REASON);
    return TemplateDocument.Version.of(
        service.submit(id, new AuditInfo(Caller.of(request), command.reason())));
  }

  /**
   * Compares two versions.
   *
   * @param from a version number or {@code draft}
   * @param to a version number or {@code draft}
   */
  @GetMapping("/v1/templates/{id}/diff")
  TemplateDiff.Document diff(
      @PathVariable String id, @RequestParam String from, @RequestParam String to) {
    return diff.compare(id, from, to);
  }

  @GetMapping("/v1/templates/{id}/audit")
  TemplateDocument.Audit audit(
      @PathVariable String id, @RequestParam(defaultValue = "0") String after) {
    if (!after.matches("[0-9]{1,18}")) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "after is invalid. Send the value of next in the previous page."));
    }
    return service.audit(id, Long.parseLong(after));
  }

  private static ResponseEntity<TemplateDocument.Draft> response(TemplateDraft draft) {
    return ResponseEntity.ok()
        .eTag("\"" + draft.revision() + "\"")
        .body(TemplateDocument.Draft.of(draft));
  }
}
