package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.access.KeyMakers;
import dev.notifier.store.templates.TemplateLifecycle.Transition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes templates. Each action is one transaction and has an entry in the audit. A lock
 * serializes all actions, and also the changes of event types that call {@link #lockTemplates};
 * there are few of them. Thread-safe.
 */
public final class TemplateStore {
  private static final String SCHEDULE = "schedule";
  private static final int MAX_DUE = 100;

  /** The advisory lock of all changes that decide which template is used with which schema. */
  private static final long LOCK = 0x6e6f_7469_0005L;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TemplateQueries queries;
  private final TemplateWriter writer;
  private final TemplateAudit audit;
  private final KeyMakers makers;
  private final TenantTemplateRules rules;
  private final TemplateVersionStates versions;
  private final InstantSource clock;
  private final Limits limits;

  /**
   * The limits of changes by operators; seeding ignores them.
   *
   * @param templates the most templates of a tenant
   * @param versions the most versions of a template
   * @param bytes of the templates of each tenant other than the national one, as JSON: drafts and
   *     the versions that are in review or that programs keep in memory. Otherwise one tenant could
   *     use up the memory of all programs
   * @param tenantsBytes likewise, of all these tenants together
   */
  public record Limits(int templates, int versions, int bytes, long tenantsBytes) {
    private static final int BYTES = 16 << 20;

    /** With 16 MiB for each tenant. */
    public Limits(int templates, int versions, long tenantsBytes) {
      this(templates, versions, BYTES, tenantsBytes);
    }
  }

  public TemplateStore(DataSource dataSource, InstantSource clock, Limits limits) {
    this.limits = limits;
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    this.queries = new TemplateQueries(jdbc);
    this.writer = new TemplateWriter(jdbc, clock);
    this.audit = new TemplateAudit(jdbc, clock);
    this.makers = new KeyMakers(dataSource);
    this.rules = new TenantTemplateRules(queries, writer, limits);
    this.versions = new TemplateVersionStates(queries, writer, audit);
    this.clock = clock;
  }

  /**
   * A requested action on a version.
   *
   * @param action any action except {@code SAVE}, {@code DISCARD} and {@code SUBMIT}, which apply
   *     to drafts
   * @param publishAt the publication time; only for {@code SCHEDULE}
   */
  public record TransitionRequest(
      TemplateName template,
      int version,
      TemplateAction action,
      @Nullable Instant publishAt,
      AuditInfo auditInfo) {}

  /** The result of saving a draft. */
  public sealed interface SaveResult {
    record Saved(TemplateDraft draft) implements SaveResult {}

    record Rejected(TransitionError error) implements SaveResult {}
  }

  /**
   * Locks the versions in force against changes until the end of the current transaction of the
   * caller.
   */
  public static void lockTemplates(JdbcClient jdbc) {
    jdbc.sql("select pg_advisory_xact_lock(:lock)")
        .param("lock", LOCK)
        .query((_, _) -> true)
        .single();
  }

  /**
   * Saves the draft of a template, or creates it.
   *
   * @param condition the draft that the caller expects
   */
  public SaveResult saveDraft(
      TemplateName template,
      String eventType,
      Map<String, Object> source,
      DraftCondition condition,
      AuditInfo info) {
    try {
      return new SaveResult.Saved(
          inTransaction(() -> save(template, eventType, source, condition, info)));
    } catch (TransitionError.Thrown e) {
      return new SaveResult.Rejected(e.error());
    }
  }

  private TemplateDraft save(
      TemplateName template,
      String eventType,
      Map<String, Object> source,
      DraftCondition condition,
      AuditInfo info) {
    rules.requireSameType(template, eventType);
    TemplateSummary summary = queries.summary(template).orElse(null);
    TemplateDraft before = queries.draft(template).orElse(null);
    if (summary == null && before == null) {
      rules.requireRoomForTemplate(template.tenant());
    }
    require(condition, before);
    Set<String> authors = new LinkedHashSet<>(before == null ? List.of() : before.authors());
    authors.add(info.actor());
    Integer basedOn =
        before != null
            ? before.basedOn()
            : summary == null ? null : (Integer) summary.lastVersion();
    long bytes = rules.bytes(template.tenant());
    writer.putDraft(template, source, authors, basedOn, info.actor());
    rules.requireFewBytes(template.tenant(), bytes);
    audit.record(template, null, TemplateAction.SAVE.id(), info);
    return queries.draft(template).orElseThrow();
  }

  /** Deletes the draft; returns an error if that is not possible. */
  public Optional<TransitionError> discard(
      TemplateName template, DraftCondition condition, AuditInfo info) {
    try {
      inTransaction(() -> {
        TemplateDraft draft = requireDraft(template);
        require(condition, draft);
        writer.deleteDraft(template);
        rules.count(template.tenant());
        audit.record(template, null, TemplateAction.DISCARD.id(), info);
        return draft;
      });
      return Optional.empty();
    } catch (TransitionError.Thrown e) {
      return Optional.of(e.error());
    }
  }

  /** Turns the draft into a version, whose text never changes. */
  public TransitionResult submit(TemplateName template, DraftCondition condition, AuditInfo info) {
    return transition(() -> {
      TemplateDraft draft = requireDraft(template);
      require(condition, draft);
      String eventType = eventType(draft.source());
      rules.requireSameType(template, eventType);
      long bytes = rules.bytes(template.tenant());
      writer.deleteDraft(template);
      int version = writer.nextVersion(template, eventType);
      if (version > limits.versions()) {
        throw new TransitionError.Thrown(TransitionError.LIMIT_REACHED);
      }
      writer.insertVersion(
          template,
          version,
          TemplateState.IN_REVIEW,
          draft.source(),
          draft.authors(),
          info.actor());
      rules.requireFewBytes(template.tenant(), bytes);
      audit.record(template, version, TemplateAction.SUBMIT.id(), info);
      return versions.require(template, version);
    });
  }

  private static String eventType(Map<String, Object> source) {
    return String.valueOf(source.get("eventType"));
  }

  /**
   * Performs an action on a version.
   *
   * @param check checks the version against the current schema of its event type, while no schema
   *     can change; an exception rolls the action back and is passed on
   */
  public TransitionResult act(TransitionRequest request, Consumer<TemplateVersion> check) {
    return transition(() -> {
      TemplateName template = request.template();
      int version = request.version();
      TemplateAction action = request.action();
      AuditInfo info = request.auditInfo();
      TemplateVersion before = versions.require(template, version);
      TemplateState next =
          switch (TemplateLifecycle.transition(before.state(), action)) {
            case Transition.Denied(TransitionError error) ->
                throw new TransitionError.Thrown(error);
            case Transition.Allowed(TemplateState state) -> state;
          };
      if (action == TemplateAction.APPROVE
          && (before.isAuthoredBy(info.actor())
              || makers.haveCommonPerson(info.actor(), before.everyAuthor()))) {
        throw new TransitionError.Thrown(TransitionError.SELF_APPROVAL);
      }
      if (action.isForUse()) {
        rules.requireSameType(template, eventType(before.source()));
      }
      check.accept(before);
      Instant publishAt = request.publishAt();
      long bytes = rules.bytes(template.tenant());
      versions.setState(before, next, publishAt);
      if (action.isForUse()) {
        rules.requireFewBytes(template.tenant(), bytes);
      } else {
        rules.count(template.tenant());
      }
      Map<String, Object> detail =
          publishAt == null ? info.detail() : Map.of("at", publishAt.toString());
      audit.record(template, version, action.id(), info.with(detail));
      return versions.require(template, version);
    });
  }

  /**
   * Publishes the scheduled versions whose time has come. Several programs may call it at the same
   * time; each version is published once.
   *
   * @param compiles whether a version matches the current schema of its event type; if not, it
   *     becomes approved again
   * @param failed is called for a version that could not be published; it stays scheduled, and the
   *     others proceed
   * @return the published versions
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public List<TemplateVersion> publishDue(
      Predicate<TemplateVersion> compiles, BiConsumer<TemplateVersion, Throwable> failed) {
    List<TemplateVersion> published = new ArrayList<>();
    for (TemplateVersion due : queries.due(clock.instant(), MAX_DUE)) {
      try {
        if (transition(() -> publishDue(due, compiles)) instanceof TransitionResult.Done done
            && done.version().state() == TemplateState.PUBLISHED) {
          published.add(done.version());
        }
      } catch (TransactionException
          | DataAccessResourceFailureException
          | TransientDataAccessException e) {
        // It concerns all of them.
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        failed.accept(due, e);
      }
    }
    return published;
  }

  private TemplateVersion publishDue(TemplateVersion due, Predicate<TemplateVersion> compiles) {
    TemplateVersion now = versions.require(due.template(), due.version());
    if (now.state() != TemplateState.SCHEDULED
        || !Objects.equals(now.publishAt(), due.publishAt())) {
      // Another program published it, or an operator changed it.
      throw new TransitionError.Thrown(TransitionError.NOT_SCHEDULED);
    }
    boolean sameType = !rules.replacesAnotherType(now.template(), eventType(now.source()));
    boolean fits = sameType && compiles.test(now);
    TemplateAction action = fits ? TemplateAction.PUBLISH : TemplateAction.UNSCHEDULE;
    versions.setState(now, fits ? TemplateState.PUBLISHED : TemplateState.APPROVED, null);
    rules.count(due.template().tenant());
    String reason =
        fits
            ? "publication time"
            : sameType
                ? "does not match the schema of the event type any more"
                : "the national template with this id has another event type";
    audit.record(due.template(), due.version(), action.id(), new AuditInfo(SCHEDULE, reason));
    return versions.require(due.template(), due.version());
  }

  /**
   * Publishes a shipped template, unless an operator has changed it.
   *
   * @return whether it was published
   */
  public boolean seed(TemplateName template, String eventType, Map<String, Object> source) {
    return inTransaction(() -> versions.seed(template, eventType, source));
  }

  /** Stores the registration of a template; returns an error if that is not possible. */
  public Optional<TransitionError> register(CarrierRegistration registration, AuditInfo info) {
    try {
      inTransaction(() -> {
        if (queries.summary(registration.template()).isEmpty()) {
          throw new TransitionError.Thrown(TransitionError.TEMPLATE_NOT_FOUND);
        }
        writer.putRegistration(registration, info.actor());
        writer.incrementRevision(registration.template());
        audit.record(registration.template(), null, "register", info.with(detail(registration)));
        return registration;
      });
      return Optional.empty();
    } catch (TransitionError.Thrown e) {
      return Optional.of(e.error());
    }
  }

  private static Map<String, Object> detail(CarrierRegistration registration) {
    return Map.of(
        "carrier", registration.carrier(),
        "registeredId", registration.registeredId(),
        "status", registration.status().name(),
        "maxLengths", registration.maxLengths(),
        "validFrom", String.valueOf(registration.validFrom()),
        "validUntil", String.valueOf(registration.validUntil()));
  }

  private static void require(DraftCondition condition, @Nullable TemplateDraft stored) {
    condition
        .violation(stored)
        .ifPresent(error -> {
          throw new TransitionError.Thrown(error);
        });
  }

  private TemplateDraft requireDraft(TemplateName template) {
    return queries
        .draft(template)
        .orElseThrow(() -> new TransitionError.Thrown(TransitionError.DRAFT_NOT_FOUND));
  }

  private TransitionResult transition(Supplier<TemplateVersion> change) {
    try {
      return new TransitionResult.Done(inTransaction(change));
    } catch (TransitionError.Thrown e) {
      return new TransitionResult.Rejected(e.error());
    }
  }

  private <T> T inTransaction(Supplier<T> change) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          lockTemplates(jdbc);
          return change.get();
        }));
  }
}
