package dev.notifier.api.people;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.ReadableTenants;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.people.ErasureOrder;
import dev.notifier.store.people.ErasureOrders;
import dev.notifier.store.people.ErasureOrders.Begun;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.PersonalData;
import dev.notifier.store.people.PersonalData.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The requests about the data of one recipient. The recipient is never named in the URL. */
@RestController
final class PeopleController {
  /** The most rows of each kind that a request erases; the job continues. */
  private static final int MAX_ROWS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(PeopleController.class);

  private final PersonalData data;
  private final ErasureOrders erasures;
  private final InstantSource clock;
  private final WorkLimit work;
  private final AuditTrail audit;
  private final LookupAudit lookups;
  private final AuditSubjects subjects;

  PeopleController(
      PersonalData data,
      ErasureOrders erasures,
      InstantSource clock,
      WorkLimit work,
      AuditTrail audit,
      LookupAudit lookups,
      AuditSubjects subjects) {
    this.audit = audit;
    this.lookups = lookups;
    this.subjects = subjects;
    this.data = data;
    this.erasures = erasures;
    this.clock = clock;
    this.work = work;
  }

  @PostMapping("/v1/people/erase")
  @Audited("erasePerson")
  @RequiresScope(Scope.PEOPLE_ERASE)
  ErasureDocument erase(HttpServletRequest request) throws IOException {
    Caller by = Caller.of(request);
    String caller = by.name();
    Person person = PersonCommand.readErasure(request).person(by.tenant());
    ErasureOrder order =
        new ErasureOrder(person.tenant(), person.phone(), person.personRef(), clock.instant());
    Begun begun = work.call(() -> begin(order, caller));
    LOG.info(
        "{} erased the data of a recipient: {} rows now, the rest by the job {}",
        caller,
        begun.erasure().rows(),
        begun.job());
    return ErasureDocument.of(begun.job(), begun.erasure());
  }

  /** The entry means the same person as those before it, and afterwards no one. */
  private Begun begin(ErasureOrder order, String caller) {
    AtomicReference<@Nullable UUID> subject = new AtomicReference<>();
    return StoreAccess.call(() ->
        audit.change(
            () -> {
              subjects.find(order.person().subject()).ifPresent(subject::set);
              return erasures.begin(order, caller, MAX_ROWS);
            },
            begun ->
                new Change(
                    new Target("job", begun.job().toString()),
                    subject.get(),
                    null,
                    Map.of("rows", begun.erasure().rows()))));
  }

  @PostMapping("/v1/people/export")
  @RequiresScope(Scope.EXPORT)
  ExportDocument export(HttpServletRequest request) throws IOException {
    PersonCommand command = PersonCommand.readExport(request);
    Caller caller = Caller.of(request);
    caller.require(Scope.PERSONAL_DATA_READ);
    Person person = command.person(ReadableTenants.of(caller, command.tenant()));
    @Nullable Place place = command.place(data::hasStore);
    int limit = command.limit();
    ExportDocument document =
        work.call(() ->
            ExportDocument.of(StoreAccess.call(() -> data.export(person, place, limit)), limit));
    lookups.shownAll(request, "exportPerson", person.subject());
    return document;
  }
}
