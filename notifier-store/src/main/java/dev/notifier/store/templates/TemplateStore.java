package dev.notifier.store.templates;

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
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes templates, one step in one transaction, each with its line in the audit. All steps follow
 * each other, whoever asks for them, and so do changes of event types that ask {@link
 * #lockTemplates}: they are few. Thread-safe.
 */
public final class TemplateStore {
  private static final String SCHEDULE = "schedule";
  private static final String SHIPPED = "shipped";
  private static final int MAX_DUE = 100;

  /** The lock of everything that says which wording meets which schema. */
  private static final long WORDING_LOCK = 0x6e6f_7469_0005L;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TemplateQueries reads;
  private final TemplateTables tables;
  private final TemplateAudit audit;
  private final InstantSource clock;

  public TemplateStore(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    this.reads = new TemplateQueries(jdbc);
    this.tables = new TemplateTables(jdbc, clock);
    this.audit = new TemplateAudit(jdbc, clock);
    this.clock = clock;
  }

  /**
   * A step that is asked for.
   *
   * @param action any but saving, discarding and submitting, which begin with a draft
   * @param publishAt when it is to be in force; for {@code SCHEDULE} alone
   */
  public record TransitionRequest(
      String template,
      int version,
      TemplateAction action,
      @Nullable Instant publishAt,
      AuditInfo info) {}

  /** What came of saving a draft. */
  public sealed interface SaveResult {
    record Saved(TemplateDraft draft) implements SaveResult {}

    record Rejected(TransitionError error) implements SaveResult {}
  }

  /**
   * Keeps from now to the end of the transaction that is open on the caller's connection what is in
   * force as it is.
   */
  public static void lockTemplates(JdbcClient jdbc) {
    jdbc.sql("select pg_advisory_xact_lock(:lock)")
        .param("lock", WORDING_LOCK)
        .query((_, _) -> true)
        .single();
  }

  /**
   * Saves the draft of a template; makes it where there is none.
   *
   * @param ifRevision the draft that it was made from; empty = whichever there is
   */
  public SaveResult saveDraft(
      String template,
      String eventType,
      Map<String, Object> source,
      Optional<Integer> ifRevision,
      AuditInfo info) {
    try {
      return new SaveResult.Saved(
          inTransaction(() -> save(template, eventType, source, ifRevision, info)));
    } catch (TransitionException e) {
      return new SaveResult.Rejected(e.error());
    }
  }

  private TemplateDraft save(
      String template,
      String eventType,
      Map<String, Object> source,
      Optional<Integer> ifRevision,
      AuditInfo info) {
    lockTemplates(jdbc);
    TemplateSummary head = reads.summary(template).orElse(null);
    if (head != null && !head.eventType().equals(eventType)) {
      throw new TransitionException(TransitionError.EVENT_TYPE_DIFFERS);
    }
    TemplateDraft before = reads.draft(template).orElse(null);
    int revision = before == null ? 0 : before.revision();
    if (ifRevision.filter(wanted -> wanted != revision).isPresent()) {
      throw new TransitionException(TransitionError.DRAFT_REVISION_MISMATCH);
    }
    Set<String> authors = new LinkedHashSet<>(before == null ? List.of() : before.authors());
    authors.add(info.actor());
    Integer basedOn =
        before != null ? before.basedOn() : head == null ? null : (Integer) head.lastVersion();
    tables.putDraft(template, source, authors, basedOn, info.actor());
    audit.note(template, null, TemplateAction.SAVE.id(), info);
    return reads.draft(template).orElseThrow();
  }

  /** Throws the draft away; returns why not, or empty. */
  public Optional<TransitionError> discard(String template, AuditInfo info) {
    try {
      inTransaction(() -> {
        lockTemplates(jdbc);
        TemplateDraft draft = draftOf(template);
        tables.deleteDraft(template);
        audit.note(template, null, TemplateAction.DISCARD.id(), info);
        return draft;
      });
      return Optional.empty();
    } catch (TransitionException e) {
      return Optional.of(e.error());
    }
  }

  /** Gives the draft a number; from then on it never changes. */
  public TransitionResult submit(String template, AuditInfo info) {
    return step(() -> {
      lockTemplates(jdbc);
      TemplateDraft draft = draftOf(template);
      tables.deleteDraft(template);
      int version = tables.nextVersion(template, String.valueOf(draft.source().get("eventType")));
      tables.insert(
          template, version, TemplateState.IN_REVIEW, draft.source(), draft.authors(), info.actor());
      audit.note(template, version, TemplateAction.SUBMIT.id(), info);
      return versionOf(template, version);
    });
  }

  /**
   * One step of a version.
   *
   * @param check looks whether it can be used with the event type's present schema, while no schema
   *     can change; what it throws comes out and nothing is done
   */
  public TransitionResult act(TransitionRequest request, Consumer<TemplateVersion> check) {
    return step(() -> {
      lockTemplates(jdbc);
      String template = request.template();
      int version = request.version();
      TemplateAction action = request.action();
      AuditInfo info = request.info();
      TemplateVersion before = versionOf(template, version);
      TemplateState next =
          switch (TemplateLifecycle.next(before.state(), action)) {
            case Transition.Denied(TransitionError error) -> throw new TransitionException(error);
            case Transition.Allowed(TemplateState state) -> state;
          };
      if (action == TemplateAction.APPROVE && before.isAuthoredBy(info.actor())) {
        throw new TransitionException(TransitionError.SELF_APPROVAL);
      }
      check.accept(before);
      Instant publishAt = request.publishAt();
      apply(before, next, publishAt);
      AuditInfo told = publishAt == null ? info : info.with(Map.of("at", publishAt.toString()));
      audit.note(template, version, action.id(), told);
      return versionOf(template, version);
    });
  }

  /**
   * Publishes what is due. Several programs may do it at once: each publication happens once.
   *
   * @param compiles whether it can be used with the event type's present schema; what cannot stays
   *     approved
   * @return what was published
   */
  public List<TemplateVersion> publishDue(Predicate<TemplateVersion> compiles) {
    List<TemplateVersion> published = new ArrayList<>();
    for (TemplateVersion due : due()) {
      if (step(() -> publishDue(due, compiles)) instanceof TransitionResult.Done done
          && done.version().state() == TemplateState.PUBLISHED) {
        published.add(done.version());
      }
    }
    return published;
  }

  private List<TemplateVersion> due() {
    return jdbc.sql(
            TemplateRows.VERSIONS
                + """
                where state = 'SCHEDULED' and publish_at <= :now
                order by publish_at, template, version
                limit :limit
                """)
        .param("now", TemplateRows.time(clock.instant()))
        .param("limit", MAX_DUE)
        .query(TemplateRows::version)
        .list();
  }

  private TemplateVersion publishDue(TemplateVersion due, Predicate<TemplateVersion> compiles) {
    lockTemplates(jdbc);
    TemplateVersion now = versionOf(due.template(), due.version());
    if (now.state() != TemplateState.SCHEDULED
        || !Objects.equals(now.publishAt(), due.publishAt())) {
      // Another program was first, or an operator changed it.
      throw new TransitionException(TransitionError.DRAFT_REVISION_MISMATCH);
    }
    boolean fits = compiles.test(now);
    TemplateAction action = fits ? TemplateAction.PUBLISH : TemplateAction.UNSCHEDULE;
    apply(now, fits ? TemplateState.PUBLISHED : TemplateState.APPROVED, null);
    String why = fits ? "its time has come" : "it does not fit the event type's schema any more";
    audit.note(due.template(), due.version(), action.id(), new AuditInfo(SCHEDULE, why));
    return versionOf(due.template(), due.version());
  }

  /**
   * Puts a shipped wording in force where the template was never there. What operators made of it
   * stays.
   *
   * @return whether it was put there
   */
  public boolean seed(String template, String eventType, Map<String, Object> source) {
    return inTransaction(() -> {
      lockTemplates(jdbc);
      TemplateSummary head = reads.summary(template).orElse(null);
      if (head != null && !isUntouchedSeed(head, source)) {
        return false;
      }
      int version = tables.nextVersion(template, eventType);
      tables.insert(template, version, TemplateState.APPROVED, source, List.of(SHIPPED), SHIPPED);
      apply(versionOf(template, version), TemplateState.PUBLISHED, null);
      audit.note(template, version, "seed", new AuditInfo(SHIPPED, "comes with the program"));
      return true;
    });
  }

  /** Whether all that is there was shipped, and it is not what is shipped now. */
  private boolean isUntouchedSeed(TemplateSummary head, Map<String, Object> source) {
    List<TemplateVersion> versions = reads.versions(head.id());
    TemplateVersion newest = versions.getFirst();
    return newest.state() == TemplateState.PUBLISHED
        && versions.stream().allMatch(each -> each.submittedBy().equals(SHIPPED))
        && !newest.source().equals(JsonColumns.object(JsonColumns.write(source)));
  }

  /** Notes what a carrier knows of a template; workers hear of it. */
  public Optional<TransitionError> register(CarrierRegistration registration, AuditInfo info) {
    try {
      inTransaction(() -> {
        lockTemplates(jdbc);
        if (reads.summary(registration.template()).isEmpty()) {
          throw new TransitionException(TransitionError.TEMPLATE_NOT_FOUND);
        }
        tables.put(registration, info.actor());
        tables.touch(registration.template());
        audit.note(registration.template(), null, "register", info.with(words(registration)));
        return registration;
      });
      return Optional.empty();
    } catch (TransitionException e) {
      return Optional.of(e.error());
    }
  }

  private static Map<String, Object> words(CarrierRegistration registration) {
    return Map.of(
        "carrier", registration.carrier(),
        "registeredId", registration.registeredId(),
        "status", registration.status().name(),
        "maxLengths", registration.maxLengths(),
        "validFrom", String.valueOf(registration.validFrom()),
        "validUntil", String.valueOf(registration.validUntil()));
  }

  /** Sets the state, and what follows from it: which version is in force, and the draft. */
  private void apply(TemplateVersion before, TemplateState next, @Nullable Instant publishAt) {
    String template = before.template();
    if (next == TemplateState.PUBLISHED) {
      tables.replaceOthers(template, before.version());
      tables.setPublished(template, before.version());
    } else if (before.state() == TemplateState.PUBLISHED) {
      tables.setPublished(template, null);
    } else if (next == TemplateState.REJECTED && reads.draft(template).isEmpty()) {
      // What was refused is where the next draft begins.
      Set<String> authors = new LinkedHashSet<>(before.authors());
      tables.putDraft(template, before.source(), authors, before.version(), before.submittedBy());
    }
    tables.setState(template, before.version(), next, publishAt);
  }

  private TemplateDraft draftOf(String template) {
    return reads
        .draft(template)
        .orElseThrow(() -> new TransitionException(TransitionError.DRAFT_NOT_FOUND));
  }

  private TemplateVersion versionOf(String template, int version) {
    return reads
        .version(template, version)
        .orElseThrow(() ->
            new TransitionException(
                reads.summary(template).isEmpty()
                    ? TransitionError.TEMPLATE_NOT_FOUND
                    : TransitionError.TEMPLATE_VERSION_NOT_FOUND));
  }

  private TransitionResult step(Supplier<TemplateVersion> change) {
    try {
      return new TransitionResult.Done(inTransaction(change));
    } catch (TransitionException e) {
      return new TransitionResult.Rejected(e.error());
    }
  }

  private <T> T inTransaction(Supplier<T> change) {
    return Objects.requireNonNull(transaction.execute(_ -> change.get()));
  }
}
