package dev.notifier.api.consents;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.api.optouts.OptOutSearch;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The requests about consents to advertising. Numbers are in bodies only. */
@RestController
final class ConsentsController {
  private final ConsentService service;
  private final PersonLookupLimit persons;
  private final LookupAudit lookups;
  private final WorkLimit work;

  ConsentsController(
      ConsentService service, PersonLookupLimit persons, LookupAudit lookups, WorkLimit work) {
    this.service = service;
    this.persons = persons;
    this.lookups = lookups;
    this.work = work;
  }

  @PostMapping("/v1/consents")
  @Audited("recordConsents")
  @RequiresScope(Scope.CONSENTS_WRITE)
  ConsentsDocument.Recorded record(HttpServletRequest request) throws IOException {
    return record(request, true);
  }

  @PostMapping("/v1/consents/withdraw")
  @Audited("withdrawConsents")
  @RequiresScope(Scope.CONSENTS_WRITE)
  ConsentsDocument.Recorded withdraw(HttpServletRequest request) throws IOException {
    return record(request, false);
  }

  private ConsentsDocument.Recorded record(HttpServletRequest request, boolean given)
      throws IOException {
    Caller caller = Caller.of(request);
    ConsentsCommand command = ConsentsCommand.read(request);
    return work.call(() -> service.record(caller, command, given));
  }

  @PostMapping("/v1/consents/search")
  @RequiresScope(Scope.CONSENTS_READ)
  ResponseEntity<?> search(HttpServletRequest request) throws IOException {
    String phone = OptOutSearch.read(request, "A search of consents").e164();
    Caller caller = Caller.of(request);
    Duration wait = persons.take(caller);
    if (!wait.isZero()) {
      return PersonLookupLimit.refused(wait);
    }
    ConsentsDocument document = work.call(() -> service.find(caller, phone));
    lookups.lookedUp(
        request,
        "searchConsents",
        new Person(caller.tenant(), phone, null).subject(),
        null,
        Map.of(),
        List.of());
    return ResponseEntity.ok(document);
  }
}
