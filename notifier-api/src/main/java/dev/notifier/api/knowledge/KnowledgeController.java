package dev.notifier.api.knowledge;

import static dev.notifier.api.knowledge.KnowledgeService.name;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.VersionParameter;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.store.knowledge.KnowledgeDraft;
import dev.notifier.store.knowledge.KnowledgeName;
import dev.notifier.store.knowledge.KnowledgeQueries.Filter;
import dev.notifier.templates.vietnamese.Diacritics;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The requests about entries of the knowledge base and their drafts. */
@RestController
final class KnowledgeController {
  private static final Set<String> STATES = Set.of("draft", "in-review", "published");
  private static final int MAX_WORDS = 100;

  private final KnowledgeService service;
  private final KnowledgeSearcher searcher;

  KnowledgeController(KnowledgeService service, KnowledgeSearcher searcher) {
    this.service = service;
    this.searcher = searcher;
  }

  @GetMapping("/v1/knowledge")
  @RequiresScope(Scope.KNOWLEDGE_READ)
  KnowledgeDocument.All all(
      @RequestParam(required = false) @Nullable String tag,
      @RequestParam(required = false) @Nullable String language,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String words,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    if (state != null && !STATES.contains(state)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "state is invalid. Send draft, in-review or published."));
    }
    return service.all(
        Caller.of(request).tenant(),
        new Filter(tag, language, state, words(words)),
        PageRequest.of(after, limit));
  }

  /** As the titles are compared: in lower case and without diacritics. */
  private static @Nullable List<String> words(@Nullable String typed) {
    if (typed == null) {
      return null;
    }
    if (typed.length() > MAX_WORDS) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "words is invalid. Send at most " + MAX_WORDS + " characters."));
    }
    return Arrays.stream(Diacritics.strip(typed).toLowerCase(Locale.ROOT).split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  @GetMapping("/v1/knowledge/{id}")
  @RequiresScope(Scope.KNOWLEDGE_READ)
  KnowledgeDocument find(@PathVariable String id, HttpServletRequest request) {
    return service.find(name(request, id));
  }

  @GetMapping("/v1/knowledge/{id}/versions/{version}")
  @RequiresScope(Scope.KNOWLEDGE_READ)
  KnowledgeDocument.Version version(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request) {
    return KnowledgeDocument.Version.of(
        service.version(name(request, id), VersionParameter.parse(version)));
  }

  @GetMapping("/v1/knowledge/{id}/draft")
  @RequiresScope(Scope.KNOWLEDGE_READ)
  ResponseEntity<KnowledgeDocument.Draft> draft(
      @PathVariable String id, HttpServletRequest request) {
    return response(service.draft(name(request, id)));
  }

  @PutMapping("/v1/knowledge/{id}/draft")
  @Audited(value = "putKnowledgeDraft", target = "knowledge", variable = "id")
  @RequiresScope(Scope.KNOWLEDGE_WRITE)
  ResponseEntity<KnowledgeDocument.Draft> save(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    KnowledgeName name = name(request, id);
    Integer revision = expected(request, name);
    KnowledgeContent content = KnowledgeForm.read(request);
    return response(service.save(name, content, revision, Caller.of(request).name()));
  }

  @DeleteMapping("/v1/knowledge/{id}/draft")
  @Audited(value = "deleteKnowledgeDraft", target = "knowledge", variable = "id")
  @RequiresScope(Scope.KNOWLEDGE_WRITE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(@PathVariable String id, HttpServletRequest request) {
    KnowledgeName name = name(request, id);
    service.discard(name, expected(request, name));
  }

  /** Without If-Match, there must not be a draft that another editor may have saved. */
  private @Nullable Integer expected(HttpServletRequest request, KnowledgeName name) {
    return IfMatch.version(request, () -> service.draftRevision(name)).orElse(null);
  }

  private ResponseEntity<KnowledgeDocument.Draft> response(KnowledgeDraft draft) {
    return VersionedResponse.of(
        HttpStatus.OK,
        draft.revision(),
        KnowledgeDocument.Draft.of(draft, searcher.takenQuestions(draft.name(), draft.content())));
  }
}
