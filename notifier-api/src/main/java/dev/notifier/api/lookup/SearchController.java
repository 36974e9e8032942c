package dev.notifier.api.lookup;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.SignedCursors;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.people.Person;
import dev.notifier.store.search.NotificationSearch;
import dev.notifier.store.search.NotificationSearch.Found;
import dev.notifier.store.search.SearchFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the search of notifications. What is searched is never in the URL. */
@RestController
final class SearchController {
  private static final String OPERATION = "searchNotifications";

  private final NotificationSearch search;
  private final CounterStore counters;
  private final SubjectDigest subjects;
  private final SignedCursors cursors;
  private final Waits waits;
  private final WorkLimit work;
  private final PersonLookupLimit persons;
  private final LookupAudit audit;

  SearchController(
      NotificationSearch search,
      CounterStore counters,
      SubjectDigest subjects,
      SignedCursors cursors,
      Waits waits,
      WorkLimit work,
      PersonLookupLimit persons,
      LookupAudit audit) {
    this.search = search;
    this.counters = counters;
    this.subjects = subjects;
    this.cursors = cursors;
    this.waits = waits;
    this.work = work;
    this.persons = persons;
    this.audit = audit;
  }

  @PostMapping("/v1/notifications/search")
  @RequiresScope(Scope.NOTIFICATIONS_READ)
  ResponseEntity<?> search(HttpServletRequest request) throws IOException {
    SearchRequest wanted = SearchRequest.read(request);
    Caller caller = Caller.of(request);
    Person person = wanted.person(caller.tenant());
    if (person != null) {
      // As for the timeline, which shows the same.
      caller.require(Scope.PEOPLE_READ);
      Duration wait = persons.take(caller);
      if (!wait.isZero()) {
        return PersonLookupLimit.refused(wait);
      }
    }
    SearchFilter filter = wanted.filter(caller.tenant(), subjects);
    @Nullable UUID before = wanted.place(cursors, caller.tenant());
    Found found =
        work.call(() -> StoreAccess.call(() -> search.find(filter, before, wanted.limit())));
    SearchDocument document =
        new SearchDocument(
            found.notifications().stream()
                .map(each -> NotificationHistory.document(each, waits, caller))
                .toList(),
            found.next() == null ? null : cursors.of(found.next(), wanted.search(caller.tenant())),
            found.complete(),
            counts(wanted, caller.tenant()));
    shown(request, person, found);
    return ResponseEntity.ok(document);
  }

  private void shown(HttpServletRequest request, @Nullable Person person, Found found) {
    if (person != null) {
      audit.lookedUp(
          request,
          OPERATION,
          person.subject(),
          null,
          Map.of(),
          found.notifications().stream().map(StoredNotification::id).toList());
      return;
    }
    audit.shown(
        request,
        OPERATION,
        Caller.of(request).tenant(),
        found.notifications().stream()
            .map(each -> new LookupAudit.Shown(each.id(), each.phone()))
            .toList());
  }

  /** From the counters: counting the notifications of a large group would read all of them. */
  private @Nullable List<SearchDocument.Count> counts(SearchRequest wanted, String tenant) {
    String group = wanted.group();
    UUID batch = wanted.batch();
    if ((group == null && batch == null) || !wanted.isFirst()) {
      return null;
    }
    List<CounterStore.Count> counts =
        StoreAccess.call(() ->
            batch == null
                ? counters.ofGroup(tenant, String.valueOf(group))
                : counters.ofBatch(tenant, batch));
    return counts.stream().map(SearchDocument.Count::of).toList();
  }
}
