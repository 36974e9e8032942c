package dev.notifier.api.wrongpersons;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.api.wrongpersons.WrongPersonsDocument.Statement;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.optouts.WrongPersonStore.Stored;
import dev.notifier.store.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The requests about wrong persons. Numbers and references are in bodies only. */
@RestController
final class WrongPersonsController {
  private static final String SEARCH = "searchWrongPersons";

  private final WrongPersonService service;
  private final PersonLookupLimit persons;
  private final LookupAudit lookups;
  private final WorkLimit work;

  WrongPersonsController(
      WrongPersonService service, PersonLookupLimit persons, LookupAudit lookups, WorkLimit work) {
    this.service = service;
    this.persons = persons;
    this.lookups = lookups;
    this.work = work;
  }

  @PostMapping("/v1/wrong-persons")
  @Audited("recordWrongPersons")
  @RequiresScope(Scope.OPT_OUTS_WRITE)
  WrongPersonsDocument.Recorded record(HttpServletRequest request) throws IOException {
    return record(Caller.of(request), WrongPersonsCommand.read(request), true);
  }

  @PostMapping("/v1/wrong-persons/withdraw")
  @Audited("withdrawWrongPersons")
  @RequiresScope(Scope.OPT_OUTS_WRITE)
  WrongPersonsDocument.Recorded withdraw(HttpServletRequest request) throws IOException {
    return record(Caller.of(request), WrongPersonsCommand.read(request), false);
  }

  /** Without Kafka, the publication takes long; others work meanwhile. */
  private WrongPersonsDocument.Recorded record(
      Caller caller, WrongPersonsCommand command, boolean excluded) {
    WrongPersonsDocument.Recorded recorded =
        work.call(() -> service.record(caller, command, excluded));
    service.publish();
    return recorded;
  }

  @PostMapping("/v1/wrong-persons/search")
  @RequiresScope(Scope.OPT_OUTS_READ)
  ResponseEntity<?> search(HttpServletRequest request) throws IOException {
    WrongPersonSearch search = WrongPersonSearch.read(request);
    Caller caller = Caller.of(request);
    Duration wait = persons.take(caller);
    if (!wait.isZero()) {
      return PersonLookupLimit.refused(wait);
    }
    List<Stored> found = work.call(() -> service.find(caller, search));
    lookedUp(request, caller.tenant(), search, found);
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    return ResponseEntity.ok(
        new WrongPersonsDocument(found.stream().map(each -> Statement.of(each, clear)).toList()));
  }

  /** The entry names the one that the caller asked for, and not the others of the statements. */
  private void lookedUp(
      HttpServletRequest request, String tenant, WrongPersonSearch search, List<Stored> found) {
    String phone = search.phone();
    if (search.statementId() != null && !found.isEmpty()) {
      phone = found.getFirst().exclusion().phone();
    }
    if (phone == null && search.personRef() == null) {
      lookups.seen(request, SEARCH, Map.of("found", found.size()));
      return;
    }
    Person person = new Person(tenant, phone, phone == null ? search.personRef() : null);
    lookups.lookedUp(request, SEARCH, person.subject(), null, Map.of(), List.of());
  }
}
