package dev.notifier.api.eventtypes;

import dev.notifier.api.eventtypes.EventTypeDefinition.Draft;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Reads and changes kinds of events in PostgreSQL and has changes published. What cannot be is a
 * {@link ProblemException}. Thread-safe.
 */
final class EventTypeService {
  private final EventTypeStore store;
  private final EventTypeRegistry types;
  private final SchemaCompiler compiler;
  private final EventTypeValidator check;
  private final PublishedTemplates templates;
  private final TopicReconciler<EventTypeRecord> publication;

  EventTypeService(
      EventTypeStore store,
      EventTypeRegistry types,
      SchemaCompiler compiler,
      PublishedTemplates templates,
      TopicReconciler<EventTypeRecord> publication) {
    this.store = store;
    this.types = types;
    this.compiler = compiler;
    this.check = new EventTypeValidator(compiler);
    this.templates = templates;
    this.publication = publication;
  }

  /**
   * A change that is asked for.
   *
   * @param ifVersion the version it is meant for; empty = whichever is in force, or none
   * @param by whose it is
   */
  record Order(String name, Map<String, Object> form, Optional<Integer> ifVersion, String by) {}

  /**
   * What came of it.
   *
   * @param created whether there was no such type before
   */
  record Done(EventTypeRecord type, boolean created) {}

  List<EventTypeRecord> all() {
    return asked(store::all);
  }

  EventTypeRecord one(String name) {
    return asked(() -> store.find(name)).orElseThrow(this::unknown);
  }

  /** The newest first. */
  List<EventTypeStore.Version> versions(String name) {
    List<EventTypeStore.Version> versions = asked(() -> store.versions(name));
    if (versions.isEmpty()) {
      throw unknown();
    }
    return versions;
  }

  EventTypeStore.Version version(String name, int version) {
    EventTypeRecord newest = one(name);
    return asked(() -> store.version(name, version))
        .orElseThrow(
            () -> unknown("There is no such version. There are 1 to " + newest.version() + "."));
  }

  /** Puts a new version into force; the same again is no new version. */
  Done put(Order order) {
    EventTypeDefinition.Reading reading = EventTypeDefinition.read(order.name(), order.form());
    refuse(reading.findings());
    Draft draft = reading.draft();
    refuse(check.findings(draft.type()));
    Optional<EventTypeRecord> before = asked(() -> store.find(order.name()));
    int version = before.map(EventTypeRecord::version).orElse(0);
    if (order.ifVersion().filter(wanted -> wanted != version).isPresent()
        || isMeantForAnother(draft, version)) {
      throw new ProblemException(ErrorCode.EVENT_TYPE_VERSION_MISMATCH);
    }
    EventTypeRecord next = draft.type().withVersion(version + 1);
    if (before.isPresent() && next.withVersion(version).equals(before.get())) {
      return new Done(before.get(), false);
    }
    boolean breaking = before.isPresent() && isBreaking(before.get(), draft);
    Runnable check = () -> refuseWhatBreaksTemplates(next);
    if (!asked(() -> store.put(next, breaking, order.by(), check))) {
      throw new ProblemException(ErrorCode.EVENT_TYPE_CONFLICT);
    }
    types.learn(List.of(next));
    publication.publishSoon();
    return new Done(next, before.isEmpty());
  }

  /** A version in the form is the one that somebody read, or the one that is to come. */
  private static boolean isMeantForAnother(Draft draft, int version) {
    Integer said = draft.version();
    return said != null && said != version && said != version + 1;
  }

  /** Whether callers must follow; refused unless the form says so and names the next version. */
  private static boolean isBreaking(EventTypeRecord before, Draft draft) {
    List<Violation> breaches = SchemaCompatibility.breaches(before.schema(), draft.type().schema());
    Integer said = draft.version();
    if (!draft.breaking() || said == null || said != before.version() + 1) {
      refuse(breaches);
    }
    return !breaches.isEmpty();
  }

  private void refuseWhatBreaksTemplates(EventTypeRecord next) {
    Map<String, Object> schema = compiler.compile(next).schema();
    refuse(
        templates.brokenBy(next.name(), schema).stream()
            .map(line -> new Violation("/schema", ErrorCode.BREAKS_PUBLISHED_TEMPLATE, line))
            .toList());
  }

  private static void refuse(List<Violation> findings) {
    if (!findings.isEmpty()) {
      throw new ProblemException(Problem.of(findings));
    }
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (DataAccessException | TransactionException e) {
      throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
    }
  }

  private ProblemException unknown() {
    String names = String.join(", ", all().stream().map(EventTypeRecord::name).toList());
    return unknown("There is no such event type. There are: " + names + ".");
  }

  private static ProblemException unknown(String detail) {
    return new ProblemException(Problem.of(ErrorCode.EVENT_TYPE_NOT_FOUND, detail));
  }
}
