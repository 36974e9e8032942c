package dev.notifier.api.knowledge;

import static dev.notifier.api.knowledge.KnowledgeService.name;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.VersionParameter;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.knowledge.KnowledgeDraft;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The commands that submit, publish, reject and withdraw entries of the knowledge base. */
@RestController
final class KnowledgeLifecycleController {
  private final KnowledgeService service;

  KnowledgeLifecycleController(KnowledgeService service) {
    this.service = service;
  }

  @PostMapping("/v1/knowledge/{id}/draft/submit")
  @Audited(value = "submitKnowledgeDraft", target = "knowledge", variable = "id")
  @RequiresScope(Scope.KNOWLEDGE_WRITE)
  KnowledgeDocument.Version submit(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    KnowledgeCommand command = KnowledgeCommand.read(request, KnowledgeCommand.OPTIONAL_REASON);
    KnowledgeDraft draft = service.draft(name(request, id));
    if (IfMatch.version(request, draft::revision)
        .filter(revision -> revision != draft.revision())
        .isPresent()) {
      throw new ProblemException(ErrorCode.KNOWLEDGE_DRAFT_CHANGED);
    }
    return KnowledgeDocument.Version.of(
        service.submit(draft, Caller.of(request).name(), command.reason()));
  }

  @PostMapping("/v1/knowledge/{id}/versions/{version}/publish")
  @Audited(value = "publishKnowledge", target = "knowledge", variable = "id")
  @RequiresScope(Scope.KNOWLEDGE_PUBLISH)
  KnowledgeDocument.Version publish(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    KnowledgeCommand command = KnowledgeCommand.read(request, KnowledgeCommand.OPTIONAL_REASON);
    return KnowledgeDocument.Version.of(
        service.publish(
            name(request, id),
            VersionParameter.parse(version),
            Caller.of(request).name(),
            command.reason()));
  }

  @PostMapping("/v1/knowledge/{id}/versions/{version}/reject")
  @Audited(value = "rejectKnowledge", target = "knowledge", variable = "id")
  @RequiresScope(Scope.KNOWLEDGE_PUBLISH)
  KnowledgeDocument.Version reject(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    KnowledgeCommand command = KnowledgeCommand.read(request, KnowledgeCommand.REASON);
    return KnowledgeDocument.Version.of(
        service.reject(
            name(request, id),
            VersionParameter.parse(version),
            Caller.of(request).name(),
            command.reason()));
  }

  /** Publishes the version in the body, which was in force before. */
  @PostMapping("/v1/knowledge/{id}/roll-back")
  @Audited(value = "rollBackKnowledge", target = "knowledge", variable = "id")
  @RequiresScope(Scope.KNOWLEDGE_PUBLISH)
  KnowledgeDocument.Version rollBack(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    KnowledgeCommand command = KnowledgeCommand.read(request, KnowledgeCommand.ROLL_BACK);
    return KnowledgeDocument.Version.of(
        service.rollBack(
            name(request, id),
            Objects.requireNonNull(command.version()),
            Caller.of(request).name(),
            command.reason()));
  }

  @PostMapping("/v1/knowledge/{id}/withdraw")
  @Audited(value = "withdrawKnowledge", target = "knowledge", variable = "id")
  @RequiresScope(Scope.KNOWLEDGE_PUBLISH)
  KnowledgeDocument.Version withdraw(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    KnowledgeCommand command = KnowledgeCommand.read(request, KnowledgeCommand.REASON);
    return KnowledgeDocument.Version.of(
        service.withdraw(name(request, id), Caller.of(request).name(), command.reason()));
  }
}
