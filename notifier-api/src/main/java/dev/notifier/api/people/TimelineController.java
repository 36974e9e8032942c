package dev.notifier.api.people;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.SignedCursors;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves what was sent to a person, for those who answer the person's questions. The person is
 * never in the URL, and each request is in the audit, even if the caller sees texts masked.
 */
@RestController
final class TimelineController {
  private final Timeline timeline;
  private final TextVerification verification;
  private final SignedCursors cursors;
  private final WorkLimit work;
  private final LookupAudit lookups;

  TimelineController(
      Timeline timeline,
      TextVerification verification,
      SignedCursors cursors,
      WorkLimit work,
      LookupAudit lookups) {
    this.timeline = timeline;
    this.verification = verification;
    this.cursors = cursors;
    this.work = work;
    this.lookups = lookups;
  }

  @PostMapping("/v1/people/timeline")
  @RequiresScope(Scope.PEOPLE_READ)
  TimelineDocument timeline(HttpServletRequest request) throws IOException {
    TimelineRequest wanted = TimelineRequest.read(request);
    Caller caller = Caller.of(request);
    Person person = wanted.person(caller.tenant());
    @Nullable UUID before = wanted.place(cursors, person);
    Timeline.Page page = page(person, before, wanted.limit(), caller);
    lookups.lookedUp(
        request,
        "getTimeline",
        person.subject(),
        wanted.purpose(),
        wanted.detail(),
        page.notifications());
    return document(page, person);
  }

  /** Reads the first page of a timeline; it must be in the audit before it is shown. */
  Timeline.Page firstPage(Person person, Caller caller) {
    return page(person, null, TimelineRequest.DEFAULT_LIMIT, caller);
  }

  private Timeline.Page page(Person person, @Nullable UUID before, int limit, Caller caller) {
    ClearData clear = ClearData.of(caller);
    return work.call(() -> StoreAccess.call(() -> timeline.page(person, before, limit, clear)));
  }

  /** The response with a page. */
  TimelineDocument document(Timeline.Page page, Person person) {
    return new TimelineDocument(
        page.carrier(),
        page.items(),
        page.next() == null ? null : cursors.of(page.next(), TimelineRequest.search(person)),
        page.complete());
  }

  @PostMapping("/v1/people/verify")
  @RequiresScope(Scope.PEOPLE_READ)
  VerifyDocument verify(HttpServletRequest request) throws IOException {
    VerifyRequest wanted = VerifyRequest.read(request);
    Person person = wanted.person(Caller.of(request).tenant());
    @Nullable Instant received = wanted.received();
    VerifyDocument document =
        work.call(
            () -> StoreAccess.call(() -> verification.verify(person, wanted.text(), received)));
    lookups.lookedUp(
        request,
        "verifyText",
        person.subject(),
        null,
        Map.of("result", document.result().name()),
        document.message() == null ? List.of() : List.of(document.message().notificationId()));
    return document;
  }
}
