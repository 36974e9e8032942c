package dev.notifier.api.templates;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.templates.AuditEntry;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.DraftCondition;
import dev.notifier.store.templates.TemplateAction;
import dev.notifier.store.templates.TemplateDraft;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateStore;
import dev.notifier.store.templates.TemplateSummary;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.store.templates.TransitionError;
import dev.notifier.store.templates.TransitionResult;
import dev.notifier.templates.template.TemplateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes templates in PostgreSQL and publishes the changes. Every method throws a {@link
 * ProblemException} if it fails. Thread-safe.
 */
final class TemplateService {
  /** The versions of each template in the list of all templates, the newest first. */
  private static final int MAX_LISTED_VERSIONS = 20;

  private final TemplateQueries queries;
  private final TemplateStore store;
  private final TemplateValidator validator;
  private final Runnable publish;
  private final AuditTrail audit;

  /**
   * @param publish publishes the changes; waits for Kafka for a few seconds at most
   */
  TemplateService(
      TemplateQueries queries,
      TemplateStore store,
      TemplateValidator validator,
      Runnable publish,
      AuditTrail audit) {
    this.queries = queries;
    this.store = store;
    this.validator = validator;
    this.publish = publish;
    this.audit = audit;
  }

  /** Returns a page of the templates, by id. */
  TemplateDocument.All all(PageRequest request) {
    String after = request.afterName();
    return StoreAccess.call(() -> {
      Page<String> page = request.page(queries.ids(after, request.elementsToRead()), identity());
      return new TemplateDocument.All(documents(page.elements()), page.next());
    });
  }

  /** Omits templates that were removed since their ids were read: those with only a draft. */
  private List<TemplateDocument> documents(List<String> ids) {
    // Drafts are read first: one that is submitted meanwhile is found as a version then.
    Map<String, TemplateDraft> drafts =
        queries.draftSummaries(ids).stream().collect(toMap(TemplateDraft::template, identity()));
    Map<String, TemplateSummary> summaries =
        queries.summaries(ids).stream().collect(toMap(TemplateSummary::id, identity()));
    Map<String, List<TemplateVersion>> versions =
        queries.versionSummaries(ids, MAX_LISTED_VERSIONS).stream()
            .collect(groupingBy(TemplateVersion::template));
    List<TemplateDocument> documents = new ArrayList<>();
    for (String id : ids) {
      TemplateSummary summary = summaries.get(id);
      TemplateDraft draft = drafts.get(id);
      if (summary != null) {
        documents.add(TemplateDocument.of(summary, versions.getOrDefault(id, List.of()), draft));
      } else if (draft != null) {
        documents.add(TemplateDocument.of(draft));
      }
    }
    return documents;
  }

  TemplateDocument find(String id) {
    return StoreAccess.call(() -> {
      TemplateDraft draft = queries.draft(id).orElse(null);
      Optional<TemplateSummary> summary = queries.summary(id);
      if (summary.isEmpty() && draft != null) {
        return TemplateDocument.of(draft);
      }
      return TemplateDocument.of(
          summary.orElseThrow(() -> problem(TransitionError.TEMPLATE_NOT_FOUND, id, 0)),
          queries.versionSummaries(List.of(id), Integer.MAX_VALUE),
          draft);
    });
  }

  TemplateDraft draft(String id) {
    return StoreAccess.call(() -> queries.draft(id))
        .orElseThrow(() -> new ProblemException(ErrorCode.DRAFT_NOT_FOUND));
  }

  TemplateVersion version(String id, int version) {
    return StoreAccess.call(() -> queries.version(id, version))
        .orElseThrow(() ->
            problem(
                StoreAccess.call(() -> queries.summary(id)).isEmpty()
                    ? TransitionError.TEMPLATE_NOT_FOUND
                    : TransitionError.TEMPLATE_VERSION_NOT_FOUND,
                id,
                version));
  }

  /** Returns the published version. */
  Optional<TemplateVersion> published(String id) {
    return StoreAccess.call(() -> queries.summary(id))
        .map(TemplateSummary::publishedVersion)
        .map(version -> version(id, version));
  }

  TemplateDocument.Audit audit(String id, PageRequest request) {
    long after = request.afterNumber(0);
    var entries = StoreAccess.call(() -> queries.audit(id, after, request.elementsToRead()));
    if (entries.isEmpty() && StoreAccess.call(() -> queries.audit(id, 0, 1)).isEmpty()) {
      find(id);
    }
    Page<AuditEntry> page = request.page(entries, AuditEntry::seq);
    return new TemplateDocument.Audit(page.elements(), page.next());
  }

  /** The revision of the draft; 0 if there is none. */
  int draftRevision(String id) {
    return StoreAccess.call(() -> queries.draft(id)).map(TemplateDraft::revision).orElse(0);
  }

  /** Saves a draft that matches its event type. */
  TemplateDraft save(TemplateSource source, DraftCondition condition, AuditInfo auditInfo) {
    validator.validate(source);
    return switch (audited(
        () ->
            store.saveDraft(
                source.id(),
                source.eventType(),
                TemplateSourceJson.of(source),
                condition,
                auditInfo),
        result ->
            result instanceof TemplateStore.SaveResult.Saved(TemplateDraft saved)
                ? change(source.id(), auditInfo, Map.of("revision", saved.revision()))
                : null)) {
      case TemplateStore.SaveResult.Saved saved -> saved.draft();
      case TemplateStore.SaveResult.Rejected rejected ->
          throw problem(rejected.error(), source.id(), 0);
    };
  }

  void discard(String id, DraftCondition condition, AuditInfo auditInfo) {
    audited(
            () -> store.discard(id, condition, auditInfo),
            error -> error.isPresent() ? null : change(id, auditInfo, Map.of()))
        .ifPresent(error -> {
          throw problem(error, id, 0);
        });
  }

  /** Submits the draft that has been checked, if it has not changed since. */
  TemplateVersion submit(TemplateDraft checked, AuditInfo auditInfo) {
    validator.validate(checked.source());
    DraftCondition condition = DraftCondition.revision(checked.revision());
    return done(
        audited(
            () -> store.submit(checked.template(), condition, auditInfo),
            result -> change(result, auditInfo)),
        checked.template(),
        0);
  }

  /** Changes the state of a version. A version to be used must match its event type. */
  TemplateVersion change(TemplateStore.TransitionRequest request) {
    Consumer<TemplateVersion> check =
        isForUse(request.action())
            ? version -> validator.validateWithStoredTypes(version.source())
            : _ -> {};
    TemplateVersion version =
        done(
            audited(() -> store.act(request, check), result -> change(result, request.auditInfo())),
            request.template(),
            request.version());
    publish.run();
    return version;
  }

  private static boolean isForUse(TemplateAction action) {
    return switch (action) {
      case APPROVE, PUBLISH, SCHEDULE, ROLL_BACK -> true;
      case SAVE, DISCARD, SUBMIT, REJECT, UNSCHEDULE, RETIRE -> false;
    };
  }

  TemplateDocument.Registrations registrations(String id, PageRequest request) {
    String after = request.afterName();
    find(id);
    Page<TemplateDocument.Registration> page =
        request
            .page(
                StoreAccess.call(() -> queries.registrations(id, after, request.elementsToRead())),
                CarrierRegistration::carrier)
            .map(TemplateDocument.Registration::of);
    return new TemplateDocument.Registrations(page.elements(), page.next());
  }

  TemplateDocument.Registration register(CarrierRegistration registration, AuditInfo auditInfo) {
    Map<String, Object> detail =
        Map.of(
            "carrier",
            registration.carrier(),
            "status",
            registration.status().name().toLowerCase(Locale.ROOT));
    audited(
            () -> store.register(registration, auditInfo),
            error -> error.isPresent() ? null : change(registration.template(), auditInfo, detail))
        .ifPresent(error -> {
          throw problem(error, registration.template(), 0);
        });
    publish.run();
    return StoreAccess.call(() -> queries.registrations(registration.template())).stream()
        .filter(each -> each.carrier().equals(registration.carrier()))
        .map(TemplateDocument.Registration::of)
        .findFirst()
        .orElseThrow();
  }

  private <T> T audited(Supplier<T> change, Function<T, @Nullable Change> done) {
    return StoreAccess.call(() -> audit.change(change, done));
  }

  private static @Nullable Change change(TransitionResult result, AuditInfo info) {
    return result instanceof TransitionResult.Done(TemplateVersion version)
        ? change(
            version.template(),
            info,
            Map.of(
                "version",
                version.version(),
                "state",
                version.state().name().toLowerCase(Locale.ROOT)))
        : null;
  }

  private static Change change(String template, AuditInfo info, Map<String, Object> detail) {
    return new Change(new Target("template", template), null, info.reason(), detail);
  }

  private TemplateVersion done(TransitionResult result, String id, int version) {
    return switch (result) {
      case TransitionResult.Done done -> done.version();
      case TransitionResult.Rejected rejected -> throw problem(rejected.error(), id, version);
    };
  }

  /** Names what does not exist, and what the caller may mean instead. */
  private ProblemException problem(TransitionError error, String id, int version) {
    return switch (error) {
      case TEMPLATE_NOT_FOUND ->
          new ProblemException(
              Problem.of(
                  code(error),
                  code(error).detail()
                      + NearNames.suggestion(
                          id, StoreAccess.call(() -> queries.ids("", Integer.MAX_VALUE)))));
      case TEMPLATE_VERSION_NOT_FOUND ->
          new ProblemException(
              Problem.of(
                  code(error),
                  "The template has no version "
                      + version
                      + ". Use a version that the template lists."));
      default -> new ProblemException(code(error));
    };
  }

  /** Each error of the store has a code with the same name. */
  static ErrorCode code(TransitionError error) {
    return ErrorCode.valueOf(error.name());
  }
}
