package dev.notifier.api.optouts;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
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

/** The requests about opt-outs. Numbers are in bodies only. */
@RestController
final class OptOutsController {
  private final OptOutService service;
  private final PersonLookupLimit persons;
  private final LookupAudit lookups;
  private final WorkLimit work;

  OptOutsController(
      OptOutService service, PersonLookupLimit persons, LookupAudit lookups, WorkLimit work) {
    this.service = service;
    this.persons = persons;
    this.lookups = lookups;
    this.work = work;
  }

  @PostMapping("/v1/opt-outs")
  @Audited("recordOptOuts")
  @RequiresScope(Scope.OPT_OUTS_WRITE)
  OptOutsDocument.Recorded record(HttpServletRequest request) throws IOException {
    return record(Caller.of(request), OptOutsCommand.read(request), true);
  }

  @PostMapping("/v1/opt-outs/withdraw")
  @Audited("withdrawOptOuts")
  @RequiresScope(Scope.OPT_OUTS_WRITE)
  OptOutsDocument.Recorded withdraw(HttpServletRequest request) throws IOException {
    return record(Caller.of(request), OptOutsCommand.read(request), false);
  }

  /** Without Kafka, the publication takes long; others work meanwhile. */
  private OptOutsDocument.Recorded record(Caller caller, OptOutsCommand command, boolean optedOut) {
    OptOutsDocument.Recorded recorded = work.call(() -> service.record(caller, command, optedOut));
    service.publish();
    return recorded;
  }

  @PostMapping("/v1/opt-outs/search")
  @RequiresScope(Scope.OPT_OUTS_READ)
  ResponseEntity<?> search(HttpServletRequest request) throws IOException {
    String phone = OptOutSearch.read(request, "A search of opt-outs").e164();
    Caller caller = Caller.of(request);
    Duration wait = persons.take(caller);
    if (!wait.isZero()) {
      return PersonLookupLimit.refused(wait);
    }
    OptOutsDocument document = work.call(() -> service.find(caller, phone));
    lookups.lookedUp(
        request,
        "searchOptOuts",
        new Person(caller.tenant(), phone, null).subject(),
        null,
        Map.of(),
        List.of());
    return ResponseEntity.ok(document);
  }
}
