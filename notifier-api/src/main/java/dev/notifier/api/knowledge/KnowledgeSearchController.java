package dev.notifier.api.knowledge;

import static dev.notifier.api.knowledge.KnowledgeService.name;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.knowledge.KnowledgeDraft;
import dev.notifier.store.knowledge.KnowledgeName;
import dev.notifier.store.knowledge.KnowledgeSearchQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Searches of the knowledge base, and what their log says to editors. */
@RestController
final class KnowledgeSearchController {
  private static final int MAX_GROUPS = 200;

  private final KnowledgeSearcher searcher;
  private final KnowledgeService service;
  private final KnowledgeSearchQueries log;
  private final AuditTrail audit;

  KnowledgeSearchController(
      KnowledgeSearcher searcher,
      KnowledgeService service,
      KnowledgeSearchQueries log,
      AuditTrail audit) {
    this.searcher = searcher;
    this.service = service;
    this.log = log;
    this.audit = audit;
  }

  @PostMapping("/v1/knowledge/search")
  @RequiresScope(Scope.KNOWLEDGE_READ)
  KnowledgeSearchDocument search(HttpServletRequest request) throws IOException {
    return searcher.search(Caller.of(request).tenant(), KnowledgeSearchForm.read(request));
  }

  @GetMapping("/v1/knowledge/unanswered")
  @RequiresScope(Scope.KNOWLEDGE_WRITE)
  KnowledgeQuestionsDocument.Questions unanswered(
      @RequestParam(required = false) @Nullable String language, HttpServletRequest request) {
    return KnowledgeQuestionsDocument.Questions.of(
        StoreAccess.call(() -> log.unanswered(Caller.of(request).tenant(), language, MAX_GROUPS)));
  }

  /** The question needs no entry; it is shown again when it is asked again. */
  @PostMapping("/v1/knowledge/unanswered/dismiss")
  @Audited(value = "dismissKnowledgeQuestion")
  @RequiresScope(Scope.KNOWLEDGE_WRITE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void dismiss(HttpServletRequest request) throws IOException {
    QuestionForm form = QuestionForm.readDismissed(request);
    Caller caller = Caller.of(request);
    String group = Objects.requireNonNull(form.group());
    boolean _ =
        StoreAccess.call(() ->
            audit.change(
                () -> {
                  log.handled(caller.tenant(), form.language(), group, null, caller.name());
                  return true;
                },
                _ -> Change.of(Map.of("language", form.language()))));
  }

  @GetMapping("/v1/knowledge/scores")
  @RequiresScope(Scope.KNOWLEDGE_WRITE)
  KnowledgeQuestionsDocument.Distribution scores(HttpServletRequest request) {
    return KnowledgeQuestionsDocument.Distribution.of(
        StoreAccess.call(() -> log.scores(Caller.of(request).tenant())));
  }

  /** Adds a question to the draft; without a draft, to a new one with the published text. */
  @PostMapping("/v1/knowledge/{id}/draft/questions")
  @Audited(value = "addKnowledgeQuestion", target = "knowledge", variable = "id")
  @RequiresScope(Scope.KNOWLEDGE_WRITE)
  ResponseEntity<KnowledgeDocument.Draft> addQuestion(
      @PathVariable String id, HttpServletRequest request) throws IOException {
    KnowledgeName name = name(request, id);
    QuestionForm form = QuestionForm.read(request);
    String actor = Caller.of(request).name();
    KnowledgeDraft draft =
        service.addQuestion(
            name,
            form.language(),
            Objects.requireNonNull(form.question()).strip(),
            actor,
            () -> {
              if (form.group() != null) {
                log.handled(name.tenant(), form.language(), form.group(), id, actor);
              }
            });
    List<String> warnings = searcher.takenQuestions(name, draft.content());
    return VersionedResponse.of(
        HttpStatus.OK, draft.revision(), KnowledgeDocument.Draft.of(draft, warnings));
  }
}
