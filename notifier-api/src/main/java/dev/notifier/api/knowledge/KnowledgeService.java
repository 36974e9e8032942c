package dev.notifier.api.knowledge;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.store.knowledge.KnowledgeDraft;
import dev.notifier.store.knowledge.KnowledgeError;
import dev.notifier.store.knowledge.KnowledgeName;
import dev.notifier.store.knowledge.KnowledgeQueries;
import dev.notifier.store.knowledge.KnowledgeResult;
import dev.notifier.store.knowledge.KnowledgeStore;
import dev.notifier.store.knowledge.KnowledgeVersion;
import dev.notifier.store.knowledge.StoredKnowledge;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes the knowledge base in PostgreSQL and publishes the changes. Every method throws
 * a {@link ProblemException} if it fails. Thread-safe.
 */
final class KnowledgeService {
  private static final int MAX_VERSIONS = 20;
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /** Paths next to those of entries. */
  private static final Set<String> RESERVED = Set.of("feed", "search", "unanswered", "scores");

  private final KnowledgeQueries queries;
  private final KnowledgeStore store;
  private final Runnable publish;
  private final AuditTrail audit;

  /**
   * @param publish publishes the changes; waits for Kafka for a few seconds at most
   */
  KnowledgeService(
      KnowledgeQueries queries, KnowledgeStore store, Runnable publish, AuditTrail audit) {
    this.queries = queries;
    this.store = store;
    this.publish = publish;
    this.audit = audit;
  }

  /**
   * The name of the caller's own entry.
   *
   * @throws ProblemException if no entry can have the id
   */
  static KnowledgeName name(HttpServletRequest request, String id) {
    if (!ID.matcher(id).matches()) {
      throw new ProblemException(ErrorCode.KNOWLEDGE_NOT_FOUND);
    }
    return new KnowledgeName(Caller.of(request).tenant(), id);
  }

  /** Returns a page of the entries that a tenant may read, by id. */
  KnowledgeDocument.All all(String tenant, KnowledgeQueries.Filter filter, PageRequest request) {
    String after = request.afterName();
    Page<StoredKnowledge> page =
        request.page(
            StoreAccess.call(() -> queries.page(tenant, after, filter, request.elementsToRead())),
            entry -> entry.name().id());
    return new KnowledgeDocument.All(
        page.map(entry -> KnowledgeDocument.Summary.of(tenant, entry)).elements(), page.next());
  }

  /** Finds the tenant's own entry; if it has none, the published one that it uses. */
  KnowledgeDocument find(KnowledgeName name) {
    return StoreAccess.call(() -> {
      Optional<StoredKnowledge> own = queries.own(name);
      if (own.isPresent()) {
        return KnowledgeDocument.of(name.tenant(), own.get(), queries.versions(name, MAX_VERSIONS));
      }
      return KnowledgeDocument.of(
          name.tenant(),
          queries
              .inherited(name)
              .orElseThrow(() -> new ProblemException(ErrorCode.KNOWLEDGE_NOT_FOUND)),
          List.of());
    });
  }

  KnowledgeVersion version(KnowledgeName name, int version) {
    return StoreAccess.call(() -> queries.version(name, version))
        .orElseThrow(() -> new ProblemException(ErrorCode.KNOWLEDGE_VERSION_NOT_FOUND));
  }

  KnowledgeDraft draft(KnowledgeName name) {
    return findDraft(name)
        .orElseThrow(() -> new ProblemException(ErrorCode.KNOWLEDGE_DRAFT_NOT_FOUND));
  }

  private Optional<KnowledgeDraft> findDraft(KnowledgeName name) {
    return StoreAccess.call(() -> queries.own(name)).map(StoredKnowledge::draft);
  }

  /** The revision of the draft; 0 if there is none. */
  int draftRevision(KnowledgeName name) {
    return findDraft(name).map(KnowledgeDraft::revision).orElse(0);
  }

  /**
   * Saves a draft.
   *
   * @param revision the draft that the caller expects; 0 = no draft, null = the caller does not
   *     know of one
   */
  KnowledgeDraft save(
      KnowledgeName name, KnowledgeContent content, @Nullable Integer revision, String actor) {
    if (RESERVED.contains(name.id())) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_KNOWLEDGE, "No entry can have this id. Use another one."));
    }
    KnowledgeValidator.validate(name.id(), content);
    return changed(
        () -> store.save(name, content, revision, actor),
        "",
        saved -> Map.of("revision", saved.revision()));
  }

  void discard(KnowledgeName name, @Nullable Integer revision) {
    StoreAccess.call(() ->
            audit.change(
                () -> store.discard(name, revision),
                error -> error.isPresent() ? null : Change.of(Map.of())))
        .ifPresent(error -> {
          throw problem(error);
        });
  }

  /** Adds a question to the draft. */
  KnowledgeDraft addQuestion(
      KnowledgeName name, String language, String question, String actor, Runnable handled) {
    return changed(
        () -> {
          KnowledgeResult<KnowledgeDraft> result =
              store.addQuestion(
                  name,
                  language,
                  question,
                  content -> KnowledgeValidator.validate(name.id(), content),
                  actor);
          if (result instanceof KnowledgeResult.Done) {
            handled.run();
          }
          return result;
        },
        "",
        saved -> Map.of("revision", saved.revision(), "language", language));
  }

  /** Submits the draft that has been checked, if it has not changed since. */
  KnowledgeVersion submit(KnowledgeDraft checked, String actor, String reason) {
    KnowledgeValidator.validate(checked.name().id(), checked.content());
    return version(() -> store.submit(checked.name(), checked.revision(), actor), reason);
  }

  KnowledgeVersion publish(KnowledgeName name, int version, String actor, String reason) {
    KnowledgeVersion before = version(name, version);
    KnowledgeValidator.validate(name.id(), before.content());
    return published(() -> store.publish(name, version, actor), reason);
  }

  KnowledgeVersion rollBack(KnowledgeName name, int version, String actor, String reason) {
    return published(() -> store.rollBack(name, version, actor), reason);
  }

  KnowledgeVersion reject(KnowledgeName name, int version, String actor, String reason) {
    return version(() -> store.reject(name, version, actor), reason);
  }

  KnowledgeVersion withdraw(KnowledgeName name, String actor, String reason) {
    return published(() -> store.withdraw(name, actor), reason);
  }

  private KnowledgeVersion published(
      Supplier<KnowledgeResult<KnowledgeVersion>> action, String reason) {
    KnowledgeVersion version = version(action, reason);
    publish.run();
    return version;
  }

  private KnowledgeVersion version(
      Supplier<KnowledgeResult<KnowledgeVersion>> action, String reason) {
    return changed(
        action,
        reason,
        version ->
            Map.of(
                "version",
                version.version(),
                "state",
                version.state().name().toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  private <T> T changed(
      Supplier<KnowledgeResult<T>> action, String reason, Function<T, Map<String, ?>> detail) {
    KnowledgeResult<T> result =
        StoreAccess.call(() ->
            audit.change(
                action,
                each ->
                    each instanceof KnowledgeResult.Done<T>(T value)
                        ? Change.of(reason, detail.apply(value))
                        : null));
    return switch (result) {
      case KnowledgeResult.Done<T>(T value) -> value;
      case KnowledgeResult.Refused<T>(KnowledgeError error) -> throw problem(error);
    };
  }

  private static ProblemException problem(KnowledgeError error) {
    return switch (error) {
      case ENTRY_NOT_FOUND -> new ProblemException(ErrorCode.KNOWLEDGE_NOT_FOUND);
      case VERSION_NOT_FOUND -> new ProblemException(ErrorCode.KNOWLEDGE_VERSION_NOT_FOUND);
      case DRAFT_NOT_FOUND -> new ProblemException(ErrorCode.KNOWLEDGE_DRAFT_NOT_FOUND);
      case DRAFT_CHANGED -> new ProblemException(ErrorCode.KNOWLEDGE_DRAFT_CHANGED);
      case DRAFT_EXISTS -> new ProblemException(ErrorCode.KNOWLEDGE_DRAFT_EXISTS);
      case WRONG_STATE -> new ProblemException(ErrorCode.KNOWLEDGE_STATE_DIFFERS);
      case SELF_APPROVAL -> new ProblemException(ErrorCode.SELF_APPROVAL);
      case LIMIT_REACHED -> new ProblemException(ErrorCode.TOO_MUCH_KNOWLEDGE);
      case LANGUAGE_NOT_FOUND ->
          new ProblemException(
              Problem.of(
                  ErrorCode.INVALID_KNOWLEDGE,
                  "The entry does not have this language. Add a variant to its draft first."));
      case QUESTION_REFUSED ->
          new ProblemException(
              Problem.of(
                  ErrorCode.INVALID_KNOWLEDGE, "The draft has this question. Nothing to do."));
    };
  }
}
