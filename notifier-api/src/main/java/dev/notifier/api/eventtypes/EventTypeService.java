package dev.notifier.api.eventtypes;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.config.LimitsConfig;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads and changes event types in PostgreSQL and publishes the changes. Every method throws a
 * {@link ProblemException} if it fails. Thread-safe.
 */
final class EventTypeService {
  private final EventTypeStore store;
  private final EventTypeRegistry registry;
  private final SchemaCompiler compiler;
  private final EventTypeValidator validator;
  private final PublishedTemplates templates;
  private final TopicReconciler<EventTypeRecord> publication;
  private final LimitsConfig limits;
  private final AuditTrail audit;
  private final BooleanSupplier advertisingEnabled;

  /**
   * @param advertisingEnabled whether any tenant may send advertising
   */
  EventTypeService(
      EventTypeStore store,
      EventTypeRegistry registry,
      SchemaCompiler compiler,
      PublishedTemplates templates,
      TopicReconciler<EventTypeRecord> publication,
      LimitsConfig limits,
      AuditTrail audit,
      BooleanSupplier advertisingEnabled) {
    this.store = store;
    this.registry = registry;
    this.compiler = compiler;
    this.validator = new EventTypeValidator(compiler);
    this.templates = templates;
    this.publication = publication;
    this.limits = limits;
    this.audit = audit;
    this.advertisingEnabled = advertisingEnabled;
  }

  /**
   * The result of a change.
   *
   * @param created true if the event type did not exist before
   */
  record PutResult(EventTypeRecord type, boolean created) {}

  /** Returns a page of the event types, by name. */
  Page<EventTypeStore.Summary> all(PageRequest request) {
    String after = request.afterName();
    return request.page(
        StoreAccess.call(() -> store.summaries(after, request.elementsToRead())),
        EventTypeStore.Summary::name);
  }

  EventTypeRecord find(String name) {
    return StoreAccess.call(() -> store.find(name)).orElseThrow(() -> notFound(name));
  }

  /** The version in force; 0 if the type does not exist. */
  int currentVersion(String name) {
    return StoreAccess.call(() -> store.find(name)).map(EventTypeRecord::version).orElse(0);
  }

  /** Returns a page of the versions without their content, the newest first. */
  Page<EventTypeStore.Change> versions(String name, PageRequest request) {
    long before = request.afterNumber(Long.MAX_VALUE);
    List<EventTypeStore.Change> versions =
        StoreAccess.call(() -> store.changes(name, before, request.elementsToRead()));
    if (versions.isEmpty()) {
      // Below version 1 there is nothing; without any version there is no such type.
      find(name);
    }
    return request.page(versions, EventTypeStore.Change::version);
  }

  EventTypeStore.Version version(String name, int version) {
    EventTypeRecord newest = find(name);
    return StoreAccess.call(() -> store.version(name, version))
        .orElseThrow(() ->
            problem(
                "The version does not exist. The existing versions are 1 to "
                    + newest.version()
                    + "."));
  }

  /**
   * Puts a new version into force. A definition equal to the current version creates no version.
   *
   * @param ifVersion the expected version; empty = any, or none
   */
  PutResult put(EventTypeDefinition definition, Optional<Integer> ifVersion, String caller) {
    EventTypeRecord draft = definition.toRecord(1);
    reject(validator.violations(draft));
    Optional<EventTypeRecord> current = StoreAccess.call(() -> store.find(draft.name()));
    int version = current.map(EventTypeRecord::version).orElse(0);
    if (ifVersion.filter(expected -> expected != version).isPresent()
        || isForOtherVersion(definition, version)) {
      throw new ProblemException(ErrorCode.EVENT_TYPE_VERSION_MISMATCH);
    }
    if (current.isPresent() && draft.withVersion(version).equals(current.get())) {
      return new PutResult(current.get(), false);
    }
    requireAdvertisingEnabled(draft, current);
    boolean breaking = current.isPresent() && isBreaking(current.get(), definition);
    EventTypeRecord next = draft.withVersion(version + 1);
    Runnable check =
        () -> {
          checkLimits(next);
          checkTemplates(next);
          checkTemplate(next, current);
        };
    Map<String, Object> detail = Map.of("version", next.version(), "breaking", breaking);
    boolean changed =
        StoreAccess.call(() ->
            audit.change(
                () -> store.put(next, breaking, caller, check),
                put -> put ? Change.of(detail) : null));
    if (!changed) {
      throw new ProblemException(ErrorCode.EVENT_TYPE_CONFLICT);
    }
    registry.learn(List.of(next));
    publication.publishSoon();
    return new PutResult(next, current.isEmpty());
  }

  /** An event type that is advertising already may be changed. */
  private void requireAdvertisingEnabled(EventTypeRecord draft, Optional<EventTypeRecord> current) {
    if (draft.category() == Category.ADVERTISING
        && current.map(EventTypeRecord::category).orElse(null) != Category.ADVERTISING
        && !advertisingEnabled.getAsBoolean()) {
      throw new ProblemException(ErrorCode.ADVERTISING_DISABLED);
    }
  }

  /** A definition may contain the current version or the next one. */
  private static boolean isForOtherVersion(EventTypeDefinition definition, int current) {
    Integer given = definition.version();
    return given != null && given != current && given != current + 1;
  }

  /**
   * Returns true if callers must change; rejects that unless the definition says so and has the
   * next version.
   */
  private static boolean isBreaking(EventTypeRecord current, EventTypeDefinition definition) {
    List<Violation> violations =
        SchemaCompatibility.violations(current.schema(), definition.schema());
    if (!definition.allowsBreaking()
        || !Objects.equals(definition.version(), current.version() + 1)) {
      reject(violations);
    }
    return !violations.isEmpty();
  }

  private void checkLimits(EventTypeRecord next) {
    boolean full = next.version() == 1 && store.hasAtLeast(limits.eventTypes());
    if (full || next.version() > limits.versions()) {
      throw new ProblemException(ErrorCode.LIMIT_REACHED);
    }
  }

  private void checkTemplates(EventTypeRecord next) {
    Map<String, Object> schema = compiler.compile(next).schema();
    reject(
        templates
            .incompatibleWith(next.name(), schema, next.category() == Category.ADVERTISING)
            .stream()
            .map(line -> new Violation("/schema", ErrorCode.BREAKS_PUBLISHED_TEMPLATE, line))
            .toList());
  }

  private void checkTemplate(EventTypeRecord next, Optional<EventTypeRecord> current) {
    Optional<String> present = current.map(EventTypeRecord::template);
    if (present.filter(next.template()::equals).isEmpty()) {
      templates
          .refusalOf(next.name(), present, next.template())
          .ifPresent(refusal ->
              reject(List.of(new Violation("/template", ErrorCode.INVALID_EVENT_TYPE, refusal))));
    }
  }

  private static void reject(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
  }

  private ProblemException notFound(String name) {
    return problem(
        ErrorCode.EVENT_TYPE_NOT_FOUND.detail() + NearNames.suggestion(name, registry.names()));
  }

  private static ProblemException problem(String detail) {
    return new ProblemException(Problem.of(ErrorCode.EVENT_TYPE_NOT_FOUND, detail));
  }
}
