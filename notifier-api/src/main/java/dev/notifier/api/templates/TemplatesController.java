package dev.notifier.api.templates;

import dev.notifier.api.http.IfMatch;
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
import org.springframework.http.HttpHeaders;
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

/** Shows templates and takes drafts of them. */
@RestController
final class TemplatesController {
  private static final int MAX_NUMBER_DIGITS = 9;

  private final TemplateService desk;
  private final TemplateDiff diff;

  TemplatesController(TemplateService desk) {
    this.desk = desk;
    this.diff = new TemplateDiff(desk);
  }

  @GetMapping("/v1/templates")
  TemplateDocument.All all() {
    return desk.all();
  }

  @GetMapping("/v1/templates/{id}")
  TemplateDocument one(@PathVariable String id) {
    return desk.one(id);
  }

  @GetMapping("/v1/templates/{id}/versions/{version}")
  TemplateDocument.Version version(@PathVariable String id, @PathVariable String version) {
    return TemplateDocument.Version.of(desk.version(id, number(version)));
  }

  @GetMapping("/v1/templates/{id}/draft")
  ResponseEntity<TemplateDocument.Draft> draft(@PathVariable String id) {
    return answer(desk.draft(id));
  }

  @PutMapping("/v1/templates/{id}/draft")
  ResponseEntity<TemplateDocument.Draft> save(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    Optional<Integer> revision = IfMatch.version(request.getHeader(HttpHeaders.IF_MATCH));
    TemplateSource source = TemplateSourceReader.read(request);
    if (!source.id().equals(id)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_TEMPLATE,
              "The id of the template is not the one in the address. Write " + id + "."));
    }
    return answer(desk.save(source, revision, new AuditInfo(Caller.of(request), "")));
  }

  @DeleteMapping("/v1/templates/{id}/draft")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(@PathVariable String id, HttpServletRequest request) {
    desk.discard(id, new AuditInfo(Caller.of(request), ""));
  }

  @PostMapping("/v1/templates/{id}/draft/submit")
  TemplateDocument.Version submit(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    CommandFields order = TemplateCommands.read(request);
    return TemplateDocument.Version.of(
        desk.submit(id, new AuditInfo(Caller.of(request), order.why())));
  }

  /**
   * What changed from one version to another.
   *
   * @param from a number or {@code draft}
   * @param to a number or {@code draft}
   */
  @GetMapping("/v1/templates/{id}/diff")
  TemplateDiff.Document diff(
      @PathVariable String id, @RequestParam String from, @RequestParam String to) {
    return diff.of(id, from, to);
  }

  @GetMapping("/v1/templates/{id}/audit")
  TemplateDocument.Audit audit(
      @PathVariable String id, @RequestParam(defaultValue = "0") String after) {
    if (!after.matches("[0-9]{1,18}")) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "after is not where a page ends. Send the next of the page before as it came."));
    }
    return desk.audit(id, Long.parseLong(after));
  }

  private static ResponseEntity<TemplateDocument.Draft> answer(TemplateDraft draft) {
    return ResponseEntity.ok()
        .eTag("\"" + draft.revision() + "\"")
        .body(TemplateDocument.Draft.of(draft));
  }

  static int number(String version) {
    if (!version.matches("[0-9]{1," + MAX_NUMBER_DIGITS + "}")) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, "A version is a whole number. Send one from 1."));
    }
    return Integer.parseInt(version);
  }
}
