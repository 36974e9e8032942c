package dev.notifier.api.affected;

import dev.notifier.api.affected.AffectedDocument.Counted;
import dev.notifier.api.affected.AffectedDocument.Listed;
import dev.notifier.api.affected.AffectedRequest.What;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.SignedCursors;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.directory.DirectoryChanges;
import dev.notifier.store.people.AffectedPersons;
import dev.notifier.store.people.AffectedPersons.Counts;
import dev.notifier.store.people.AffectedPersons.Found;
import dev.notifier.store.people.AffectedPersons.LookUp;
import dev.notifier.store.people.AffectedPersons.Message;
import dev.notifier.store.people.AffectedPersons.Question;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the persons that a key, a user or a route has touched. A page is a limited amount of work;
 * each is in the audit.
 */
@RestController
final class AffectedController {
  /** The most changes of the directory that are counted on a page. */
  private static final int MAX_CHANGES = 10_000;

  private final AffectedPersons persons;
  private final DirectoryChanges changes;
  private final SignedCursors cursors;
  private final WorkLimit work;
  private final LookupAudit audit;
  private final Function<String, String> names;

  /**
   * @param names a keyed digest
   */
  AffectedController(
      AffectedPersons persons,
      DirectoryChanges changes,
      SignedCursors cursors,
      WorkLimit work,
      LookupAudit audit,
      Function<String, String> names) {
    this.persons = persons;
    this.changes = changes;
    this.cursors = cursors;
    this.work = work;
    this.audit = audit;
    this.names = names;
  }

  @PostMapping("/v1/people/affected")
  @RequiresScope(Scope.AUDIT_READ)
  Counted count(HttpServletRequest request) throws IOException {
    AffectedRequest wanted = AffectedRequest.read(request);
    String tenant = Caller.of(request).tenant();
    if (wanted.what() == What.DIRECTORY) {
      DirectoryChanges.Page page = changed(wanted, tenant, MAX_CHANGES);
      audit.seen(request, "countAffectedPersons", wanted.detail());
      return ChangedPersons.counted(page, next(page.next(), wanted, tenant));
    }
    Question question = wanted.question(tenant, cursors);
    boolean lookUps = wanted.what() == What.LOOK_UPS;
    Counts counts =
        work.call(() ->
            StoreAccess.call(
                () -> lookUps ? persons.countLookUps(question) : persons.countMessages(question)));
    audit.seen(request, "countAffectedPersons", wanted.detail());
    return new Counted(
        wanted.what(),
        counts.entries(),
        counts.persons(),
        counts.classes(),
        classes(counts.classes(), lookUps),
        next(counts.next(), wanted, tenant),
        counts.next() == null);
  }

  private static Set<DataClass> classes(Map<String, Long> kinds, boolean lookUps) {
    Set<DataClass> classes = new TreeSet<>();
    kinds.forEach((kind, number) -> {
      if (number > 0) {
        classes.addAll(lookUps ? DataClass.shownBy(kind) : DataClass.of(Set.of(kind)));
      }
    });
    return classes;
  }

  @PostMapping("/v1/people/affected/subjects")
  @RequiresScope(Scope.EXPORT)
  Listed list(HttpServletRequest request) throws IOException {
    AffectedRequest wanted = AffectedRequest.read(request);
    Caller caller = Caller.of(request);
    caller.require(Scope.AUDIT_READ);
    if (wanted.what() == What.DIRECTORY) {
      DirectoryChanges.Page page = changed(wanted, caller.tenant(), wanted.limit());
      audit.seen(request, "listAffectedPersons", wanted.detail());
      return ChangedPersons.listed(
          page,
          digest -> names.apply(caller.tenant() + " directory " + digest),
          next(page.next(), wanted, caller.tenant()));
    }
    Question question = wanted.question(caller.tenant(), cursors);
    TouchedPersons touched = new TouchedPersons(key -> names.apply(caller.tenant() + " " + key));
    @Nullable UUID next =
        work.call(() -> StoreAccess.call(() -> new End(fill(touched, wanted, question)))).next();
    audit.seen(request, "listAffectedPersons", wanted.detail());
    audit.shown(request, "listAffectedPersons", caller.tenant(), touched.shown());
    return new Listed(
        wanted.what(),
        touched.subjects(caller.has(Scope.PERSONAL_DATA_READ)),
        next(next, wanted, caller.tenant()),
        next == null);
  }

  private DirectoryChanges.Page changed(AffectedRequest wanted, String tenant, int enough) {
    DirectoryChanges.Question question = wanted.directoryQuestion(tenant, cursors, enough);
    return work.call(() -> StoreAccess.call(() -> changes.find(question)));
  }

  /** Where a page ended; null at the end of all. */
  private record End(@Nullable UUID next) {}

  private @Nullable UUID fill(TouchedPersons touched, AffectedRequest wanted, Question question) {
    if (wanted.what() == What.LOOK_UPS) {
      Found<LookUp> found = persons.lookUps(question, wanted.limit());
      found.rows().forEach(touched::add);
      return found.next();
    }
    Found<Message> found = persons.messages(question, wanted.limit());
    found.rows().forEach(touched::add);
    return found.next();
  }

  private @Nullable String next(@Nullable UUID place, AffectedRequest wanted, String tenant) {
    return place == null ? null : cursors.of(place, wanted.search(tenant));
  }
}
