package dev.notifier.api.inbox;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.ReadableTenants;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests that read the inbox. Numbers are in bodies only. */
@RestController
final class InboxController {
  private final InboxService service;
  private final PersonLookupLimit persons;
  private final LookupAudit lookups;
  private final WorkLimit work;

  InboxController(
      InboxService service, PersonLookupLimit persons, LookupAudit lookups, WorkLimit work) {
    this.service = service;
    this.persons = persons;
    this.lookups = lookups;
    this.work = work;
  }

  @GetMapping("/v1/inbox")
  @RequiresScope(Scope.INBOX_READ)
  ConversationSummary.All all(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String topic,
      @RequestParam(required = false) @Nullable String language,
      @RequestParam(required = false) @Nullable String assigned,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    Caller caller = Caller.of(request);
    InboxSelection selection = new InboxSelection(state, topic, language, assigned);
    String of = ReadableTenants.of(caller, tenant);
    return service.all(caller, selection.filter(caller, of), PageRequest.of(after, limit));
  }

  @GetMapping("/v1/inbox/{conversationId}")
  @RequiresScope(Scope.INBOX_READ)
  ResponseEntity<?> find(
      @PathVariable String conversationId,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    Caller caller = Caller.of(request);
    UUID id = ConversationIds.parse(conversationId);
    String of = ReadableTenants.of(caller, tenant);
    PageRequest page = PageRequest.of(after, limit);
    InboxService.Shown shown = work.call(() -> service.find(caller, of, id, page));
    ConversationSummary summary = shown.document().conversation();
    if (caller.has(Scope.PERSONAL_DATA_READ) && !caller.name().equals(summary.assignee())) {
      Duration wait = persons.takeConversation(caller);
      if (!wait.isZero()) {
        return PersonLookupLimit.refused(wait);
      }
    }
    lookups.lookedUp(
        request,
        "getConversation",
        new Person(of, shown.phone(), null).subject(),
        null,
        Map.of("conversation", id.toString()),
        shown.notifications());
    return VersionedResponse.of(HttpStatus.OK, summary.version(), shown.document());
  }

  @PostMapping("/v1/inbox/search")
  @RequiresScope(Scope.INBOX_READ)
  ResponseEntity<?> search(HttpServletRequest request) throws IOException {
    InboxForms.Search search = InboxForms.Search.read(request);
    String phone = search.e164();
    Caller caller = Caller.of(request);
    caller.require(Scope.PEOPLE_READ);
    String tenant = ReadableTenants.of(caller, search.tenant());
    Duration wait = persons.take(caller);
    if (!wait.isZero()) {
      return PersonLookupLimit.refused(wait);
    }
    ConversationSummary.All found = work.call(() -> service.ofNumber(caller, tenant, phone));
    lookups.lookedUp(
        request,
        "searchInbox",
        new Person(tenant, phone, null).subject(),
        null,
        Map.of(),
        List.of());
    return ResponseEntity.ok(found);
  }
}
