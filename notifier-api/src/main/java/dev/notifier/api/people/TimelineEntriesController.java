package dev.notifier.api.people;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.TimelineEntries;
import dev.notifier.store.people.TimelineEntries.Added;
import dev.notifier.store.people.TimelineEntries.Statement;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Records what other channels said to a person. */
@RestController
final class TimelineEntriesController {
  private final TimelineEntries entries;
  private final AuditSubjects subjects;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final WorkLimit work;

  TimelineEntriesController(
      TimelineEntries entries,
      AuditSubjects subjects,
      AuditTrail audit,
      InstantSource clock,
      WorkLimit work) {
    this.entries = entries;
    this.subjects = subjects;
    this.audit = audit;
    this.clock = clock;
    this.work = work;
  }

  /**
   * An entry that is stored.
   *
   * @param entryId ours
   */
  record EntryDocument(UUID entryId) {}

  @PostMapping("/v1/people/timeline/entries")
  @Audited("addTimelineEntry")
  @RequiresScope(Scope.TIMELINE_WRITE)
  ResponseEntity<EntryDocument> add(HttpServletRequest request) throws IOException {
    TimelineEntryRequest sent = TimelineEntryRequest.read(request);
    Caller caller = Caller.of(request);
    Person person = sent.person(caller.tenant());
    Statement recorded = sent.recorded(caller.tenant(), clock.instant());
    Added added = work.call(() -> add(person, sent.id(), recorded, caller.name()));
    return ResponseEntity.status(added.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(new EntryDocument(added.id()));
  }

  /** What was stored before is not changed, so it gets no other entry in the audit. */
  private Added add(Person person, String entryId, Statement recorded, String by) {
    return StoreAccess.call(() ->
        audit.change(
            () -> entries.add(person, entryId, recorded, by),
            added ->
                added.isNew()
                    ? new Change(
                        new Target("timeline-entry", added.id().toString()),
                        subjects.refs(List.of(person.subject())).get(person.subject()),
                        null,
                        Map.of("channel", recorded.channel()))
                    : null));
  }
}
