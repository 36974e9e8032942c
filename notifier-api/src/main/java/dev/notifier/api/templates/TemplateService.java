package dev.notifier.api.templates;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
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
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.templates.AuditInfo;
import dev.notifier.store.templates.CarrierRegistration;
import dev.notifier.store.templates.DraftCondition;
import dev.notifier.store.templates.TemplateAuditEntry;
import dev.notifier.store.templates.TemplateDraft;
import dev.notifier.store.templates.TemplateQueries;
import dev.notifier.store.templates.TemplateState;
import dev.notifier.store.templates.TemplateStore;
import dev.notifier.store.templates.TemplateSummary;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.store.templates.TransitionError;
import dev.notifier.store.templates.TransitionResult;
import dev.notifier.templates.template.TemplateSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  /**
   * The name of the caller's own template.
   *
   * @throws ProblemException if no template can have the id
   */
  static TemplateName name(HttpServletRequest request, String id) {
    try {
      return new TemplateName(Caller.of(request).tenant(), id);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.TEMPLATE_NOT_FOUND);
    }
  }

  /**
   * Returns a page of the templates that a tenant may read, by id.
   *
   * @param state only the tenant's own with a version in this state, or with a draft; null = all
   */
  TemplateDocument.All all(String tenant, @Nullable TemplateState state, PageRequest request) {
    String after = request.afterName();
    int most = request.elementsToRead();
    return StoreAccess.call(() -> {
      List<TemplateName> names =
          state == null
              ? queries.readable(tenant, after, most)
              : queries.inState(tenant, state, after, most);
      Page<TemplateName> page = request.page(names, TemplateName::id);
      return new TemplateDocument.All(documents(tenant, page.elements()), page.next());
    });
  }

  /** Omits templates that were removed since their ids were read: those with only a draft. */
  private List<TemplateDocument> documents(String tenant, List<TemplateName> names) {
    Map<Boolean, List<TemplateName>> byOwn =
        names.stream().collect(partitioningBy(name -> name.tenant().equals(tenant)));
    List<TemplateName> own = byOwn.getOrDefault(true, List.of());
    List<TemplateName> inherited = byOwn.getOrDefault(false, List.of());
    // Drafts are read first: one that is submitted meanwhile is found as a version then.
    Map<TemplateName, TemplateDraft> drafts =
        queries.draftSummaries(own).stream().collect(toMap(TemplateDraft::template, identity()));
    Map<TemplateName, TemplateSummary> summaries =
        queries.summaries(names).stream().collect(toMap(TemplateSummary::template, identity()));
    Map<TemplateName, List<TemplateVersion>> versions =
        Stream.concat(
                queries.versionSummaries(own, MAX_LISTED_VERSIONS).stream(),
                queries.publishedSummaries(inherited).stream())
            .collect(groupingBy(TemplateVersion::template));
    List<TemplateDocument> documents = new ArrayList<>();
    for (TemplateName name : names) {
      TemplateSummary summary = summaries.get(name);
      TemplateDraft draft = drafts.get(name);
      if (summary != null) {
        documents.add(TemplateDocument.of(summary, versions.getOrDefault(name, List.of()), draft));
      } else if (draft != null) {
        documents.add(TemplateDocument.of(draft));
      }
    }
    return documents;
  }

  /** Finds the tenant's own template; if it has none, the published one that it uses. */
  TemplateDocument find(TemplateName name) {
    return StoreAccess.call(() -> {
      TemplateDraft draft = queries.draft(name).orElse(null);
      Optional<TemplateSummary> summary = queries.summary(name);
      if (summary.isPresent()) {
        return TemplateDocument.of(
            summary.get(), queries.versionSummaries(List.of(name), Integer.MAX_VALUE), draft);
      }
      if (draft != null) {
        return TemplateDocument.of(draft);
      }
      TemplateSummary used =
          queries
              .inherited(name)
              .orElseThrow(() -> problem(TransitionError.TEMPLATE_NOT_FOUND, name, 0));
      return TemplateDocument.of(used, queries.publishedSummaries(List.of(used.template())), null);
    });
  }

  TemplateDraft draft(TemplateName id) {
    return StoreAccess.call(() -> queries.draft(id))
        .orElseThrow(() -> new ProblemException(ErrorCode.DRAFT_NOT_FOUND));
  }

  /**
   * Finds a version of the tenant's own template; if it has none, one of the template that it uses,
   * unless that one was never published: other tenants do not see what is in work.
   */
  TemplateVersion version(TemplateName name, int version) {
    return StoreAccess.call(() -> {
      boolean own = queries.summary(name).isPresent();
      TemplateName used =
          own ? name : queries.inherited(name).map(TemplateSummary::template).orElse(null);
      if (used == null) {
        throw problem(TransitionError.TEMPLATE_NOT_FOUND, name, version);
      }
      return queries
          .version(used, version)
          .filter(found -> own || isReadable(found.state()))
          .orElseThrow(() -> problem(TransitionError.TEMPLATE_VERSION_NOT_FOUND, name, version));
    });
  }

  private static boolean isReadable(TemplateState state) {
    return state == TemplateState.PUBLISHED || state == TemplateState.REPLACED;
  }

  /** Returns the published version. */
  Optional<TemplateVersion> published(TemplateName id) {
    return StoreAccess.call(() -> queries.summary(id))
        .map(TemplateSummary::publishedVersion)
        .map(version -> version(id, version));
  }

  TemplateDocument.Audit audit(TemplateName id, PageRequest request) {
    long after = request.afterNumber(0);
    var entries = StoreAccess.call(() -> queries.audit(id, after, request.elementsToRead()));
    if (entries.isEmpty() && StoreAccess.call(() -> queries.audit(id, 0, 1)).isEmpty()) {
      find(id);
    }
    Page<TemplateAuditEntry> page = request.page(entries, TemplateAuditEntry::seq);
    return new TemplateDocument.Audit(page.elements(), page.next());
  }

  /** The revision of the draft; 0 if there is none. */
  int draftRevision(TemplateName id) {
    return StoreAccess.call(() -> queries.draft(id)).map(TemplateDraft::revision).orElse(0);
  }

  /** Saves a draft that matches its event type. */
  TemplateDraft save(
      TemplateName name, TemplateSource source, DraftCondition condition, AuditInfo auditInfo) {
    validator.validate(name.tenant(), source);
    return switch (audited(
        () ->
            store.saveDraft(
                name, source.eventType(), TemplateSourceJson.of(source), condition, auditInfo),
        result ->
            result instanceof TemplateStore.SaveResult.Saved(TemplateDraft saved)
                ? change(name, auditInfo, Map.of("revision", saved.revision()))
                : null)) {
      case TemplateStore.SaveResult.Saved saved -> saved.draft();
      case TemplateStore.SaveResult.Rejected rejected -> throw problem(rejected.error(), name, 0);
    };
  }

  void discard(TemplateName id, DraftCondition condition, AuditInfo auditInfo) {
    audited(
            () -> store.discard(id, condition, auditInfo),
            error -> error.isPresent() ? null : change(id, auditInfo, Map.of()))
        .ifPresent(error -> {
          throw problem(error, id, 0);
        });
  }

  /** Submits the draft that has been checked, if it has not changed since. */
  TemplateVersion submit(TemplateDraft checked, AuditInfo auditInfo) {
    validator.validate(checked.template().tenant(), TemplateSourceReader.stored(checked.source()));
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
        request.action().isForUse()
            ? version ->
                validator.validateWithStoredTypes(version.template().tenant(), version.source())
            : _ -> {};
    TemplateVersion version =
        done(
            audited(() -> store.act(request, check), result -> change(result, request.auditInfo())),
            request.template(),
            request.version());
    publish.run();
    return version;
  }

  TemplateDocument.Registrations registrations(TemplateName id, PageRequest request) {
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

  private static Change change(TemplateName template, AuditInfo info, Map<String, Object> detail) {
    return new Change(new Target("template", template.id()), null, info.reason(), detail);
  }

  private TemplateVersion done(TransitionResult result, TemplateName id, int version) {
    return switch (result) {
      case TransitionResult.Done done -> done.version();
      case TransitionResult.Rejected rejected -> throw problem(rejected.error(), id, version);
    };
  }

  /** Names what does not exist, and what the caller may mean instead. */
  private ProblemException problem(TransitionError error, TemplateName id, int version) {
    return switch (error) {
      case TEMPLATE_NOT_FOUND ->
          new ProblemException(
              Problem.of(
                  code(error),
                  code(error).detail()
                      + NearNames.suggestion(
                          id.id(), StoreAccess.call(() -> readableIds(id.tenant())))));
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

  private List<String> readableIds(String tenant) {
    return queries.readable(tenant, "", Integer.MAX_VALUE).stream().map(TemplateName::id).toList();
  }

  /** Each error of the store has a code with the same name. */
  static ErrorCode code(TransitionError error) {
    return ErrorCode.valueOf(error.name());
  }
}
