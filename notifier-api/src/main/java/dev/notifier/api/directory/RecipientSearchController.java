package dev.notifier.api.directory;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.StoreAccess;
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

/** The request that searches the directory. The person is never named in the URL. */
@RestController
final class RecipientSearchController {
  private static final String SEARCH = "searchRecipients";

  private final RecipientSearch search;
  private final LookupAudit lookups;
  private final PersonLookupLimit persons;
  private final WorkLimit work;

  RecipientSearchController(
      RecipientSearch search, LookupAudit lookups, PersonLookupLimit persons, WorkLimit work) {
    this.search = search;
    this.lookups = lookups;
    this.persons = persons;
    this.work = work;
  }

  @PostMapping("/v1/recipients/search")
  @RequiresScope(Scope.PEOPLE_READ)
  ResponseEntity<?> search(HttpServletRequest request) throws IOException {
    RecipientQuery query = RecipientQuery.read(request);
    Caller caller = Caller.of(request);
    Person person = query.person(caller.tenant());
    Duration wait = persons.take(caller);
    if (!wait.isZero()) {
      return PersonLookupLimit.refused(wait);
    }
    RecipientDocument.Found found =
        work.call(() -> StoreAccess.call(() -> search.find(person, query.limit(), caller)));
    lookups.lookedUp(request, SEARCH, person.subject(), null, Map.of(), List.of());
    return ResponseEntity.ok(found);
  }
}
