package dev.notifier.api.templates;

import static dev.notifier.api.templates.TemplateService.name;
import static java.util.stream.Collectors.joining;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.VersionParameter;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.DraftCondition;
import dev.notifier.store.templates.TemplateDraft;
import dev.notifier.store.templates.TemplateState;
import dev.notifier.templates.template.TemplateSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
  /** By which templates can be listed: a discarded draft is gone. */
  private static final Set<TemplateState> LISTED_STATES =
      EnumSet.complementOf(EnumSet.of(TemplateState.DISCARDED));

  private final TemplateService service;
  private final TemplatePreviewService previews;
  private final TemplateDiff diff;
  private final WorkLimit work;

  TemplatesController(TemplateService service, TemplatePreviewService previews, WorkLimit work) {
    this.work = work;
    this.service = service;
    this.previews = previews;
    this.diff = new TemplateDiff(service);
  }

  @GetMapping("/v1/templates")
  @RequiresScope(Scope.TEMPLATES_READ)
  TemplateDocument.All all(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.all(
        Caller.of(request).tenant(), parseState(state), PageRequest.of(after, limit));
  }

  private static @Nullable TemplateState parseState(@Nullable String state) {
    return state == null
        ? null
        : LISTED_STATES.stream()
            .filter(each -> TemplateDocument.stateId(each).equals(state))
            .findFirst()
            .orElseThrow(() ->
                new ProblemException(
                    Problem.of(
                        ErrorCode.INVALID_PARAMETER,
                        "state is invalid. Send "
                            + LISTED_STATES.stream()
                                .map(TemplateDocument::stateId)
                                .collect(joining(", "))
                            + ", or none.")));
  }

  @GetMapping("/v1/templates/{id}")
  @RequiresScope(Scope.TEMPLATES_READ)
  TemplateDocument find(@PathVariable String id, HttpServletRequest request) {
    return service.find(name(request, id));
  }

  @GetMapping("/v1/templates/{id}/versions/{version}")
  @RequiresScope(Scope.TEMPLATES_READ)
  TemplateDocument.Version version(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request) {
    return TemplateDocument.Version.of(
        service.version(name(request, id), VersionParameter.parse(version)));
  }

  @GetMapping("/v1/templates/{id}/draft")
  @RequiresScope(Scope.TEMPLATES_READ)
  ResponseEntity<TemplateDocument.Draft> draft(
      @PathVariable String id, HttpServletRequest request) {
    return response(TemplateDocument.Draft.of(service.draft(name(request, id))));
  }

  @PutMapping("/v1/templates/{id}/draft")
  @Audited(value = "putDraft", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_WRITE)
  ResponseEntity<TemplateDocument.Draft> save(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    TemplateName name = name(request, id);
    DraftCondition condition = condition(request, name);
    TemplateSource source = TemplateSourceReader.read(request);
    if (!source.id().equals(id)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_TEMPLATE,
              "The id of the template differs from the one in the path. Send " + id + "."));
    }
    TemplateDraft draft =
        service.save(name, source, condition, new AuditInfo(Caller.of(request).name(), ""));
    return response(
        TemplateDocument.Draft.of(
            draft, previews.preview(name.tenant(), source, Optional.empty())));
  }

  @DeleteMapping("/v1/templates/{id}/draft")
  @Audited(value = "deleteDraft", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_WRITE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(@PathVariable String id, HttpServletRequest request) {
    TemplateName name = name(request, id);
    service.discard(name, condition(request, name), new AuditInfo(Caller.of(request).name(), ""));
  }

  @PostMapping("/v1/templates/{id}/draft/submit")
  @Audited(value = "submitDraft", target = "template", variable = "id")
  @RequiresScope(Scope.TEMPLATES_WRITE)
  TemplateDocument.Version submit(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    TemplateCommand command = TemplateCommand.read(request, TemplateCommand.OPTIONAL_REASON);
    TemplateDraft draft = service.draft(name(request, id));
    if (IfMatch.version(request, draft::revision)
        .filter(revision -> revision != draft.revision())
        .isPresent()) {
      throw new ProblemException(ErrorCode.DRAFT_REVISION_MISMATCH);
    }
    var warnings =
        previews.requireSendable(
            draft.template().tenant(), TemplateSourceReader.stored(draft.source()));
    return TemplateDocument.Version.of(
        service.submit(draft, new AuditInfo(Caller.of(request).name(), command.reason())),
        warnings);
  }

  /** Without If-Match, there must not be a draft that another editor may have saved. */
  private DraftCondition condition(HttpServletRequest request, TemplateName name) {
    return IfMatch.version(request, () -> service.draftRevision(name))
        .map(DraftCondition::revision)
        .orElse(DraftCondition.NO_DRAFT);
  }

  /**
   * Compares two versions.
   *
   * @param from a version number or {@code draft}
   * @param to a version number or {@code draft}
   */
  @GetMapping("/v1/templates/{id}/diff")
  @RequiresScope(Scope.TEMPLATES_READ)
  TemplateDiff.Document diff(
      @PathVariable String id,
      @RequestParam String from,
      @RequestParam String to,
      HttpServletRequest request) {
    TemplateName name = name(request, id);
    return work.call(() -> diff.compare(name, from, to));
  }

  @GetMapping("/v1/templates/{id}/audit")
  @RequiresScope(Scope.TEMPLATES_READ)
  TemplateDocument.Audit audit(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    return service.audit(name(request, id), PageRequest.of(after, limit));
  }

  private static ResponseEntity<TemplateDocument.Draft> response(TemplateDocument.Draft draft) {
    return ResponseEntity.ok().eTag("\"" + draft.revision() + "\"").body(draft);
  }
}
