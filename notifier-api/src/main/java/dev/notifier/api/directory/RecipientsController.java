package dev.notifier.api.directory;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.body.StreamedBody;
import dev.notifier.api.directory.DirectoryWriter.Written;
import dev.notifier.api.directory.RecipientReader.Statement;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** The requests about the directory. Whom they are about is never in the URL. */
@RestController
final class RecipientsController {
  /** Some ten million persons; a caller that has more sends several loads. */
  private static final Duration LONGEST_LOAD = Duration.ofHours(4);

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A recipient", List.of("application/json"), 4 << 10);

  private static final List<String> LINES = List.of("application/x-ndjson");
  private static final String SEARCH = "searchRecipients";
  private static final String PUT = "putRecipient";
  private static final String DELETE = "deleteRecipient";

  private final DirectoryWriter writer;
  private final RecipientSearch search;
  private final AuditTrail audit;
  private final AuditSubjects subjects;
  private final LookupAudit lookups;
  private final PersonLookupLimit persons;
  private final WorkLimit work;
  private final WorkLimit loads;
  private final Duration patience;
  private final LongSupplier nanos;

  /**
   * @param work limits searches
   * @param loads limits loads, each of which has a thread while it lasts
   * @param patience how long the sender of a load may pause
   */
  RecipientsController(
      DirectoryWriter writer,
      RecipientSearch search,
      AuditTrail audit,
      AuditSubjects subjects,
      LookupAudit lookups,
      PersonLookupLimit persons,
      WorkLimit work,
      WorkLimit loads,
      Duration patience,
      LongSupplier nanos) {
    this.writer = writer;
    this.search = search;
    this.audit = audit;
    this.subjects = subjects;
    this.lookups = lookups;
    this.persons = persons;
    this.work = work;
    this.loads = loads;
    this.patience = patience;
    this.nanos = nanos;
  }

  /** What became of a statement about a person. */
  record Outcome(String outcome) {}

  @PutMapping("/v1/recipients")
  @Audited(PUT)
  @RequiresScope(Scope.DIRECTORY_WRITE)
  ResponseEntity<Outcome> put(HttpServletRequest request) throws IOException {
    Caller caller = Caller.of(request);
    Statement statement = writer.reader(caller).read(CommandBody.read(request, BODY).object());
    String reference = statement.recipient().personRef();
    Written written =
        StoreAccess.call(() ->
            audit.change(
                () -> writer.write(caller, PUT, List.of(statement)),
                each -> each.isChange() ? change(caller.tenant(), reference) : null));
    if (!written.refused().isEmpty()) {
      throw new ProblemException(ErrorCode.TOO_MANY_PERSONS);
    }
    return written.stored().created() > 0
        ? ResponseEntity.status(HttpStatus.CREATED).body(new Outcome("created"))
        : ResponseEntity.ok(new Outcome(written.isChange() ? "changed" : "unchanged"));
  }

  @PostMapping("/v1/recipients/delete")
  @Audited(DELETE)
  @RequiresScope(Scope.DIRECTORY_WRITE)
  Outcome delete(HttpServletRequest request) throws IOException {
    String reference = RecipientQuery.readDeletion(request);
    Caller caller = Caller.of(request);
    boolean deleted =
        StoreAccess.call(() ->
            audit.change(
                () -> writer.delete(caller, DELETE, reference),
                each -> each ? change(caller.tenant(), reference) : null));
    return new Outcome(deleted ? "deleted" : "unchanged");
  }

  /** About the person, if the audit knows the person already. */
  private Change change(String tenant, String reference) {
    return new Change(
        new Target("directory", "recipients"),
        subjects.find(new Person(tenant, null, reference).subject()).orElse(null),
        null,
        Map.of());
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

  @PostMapping("/v1/recipients/load")
  @Audited(RecipientLoad.OPERATION)
  @RequiresScope(Scope.DIRECTORY_WRITE)
  LoadDocument load(HttpServletRequest request) throws IOException {
    CommandBody.requireType(request, "A load of recipients", LINES);
    StreamedBody body = StreamedBody.open(request, patience, LONGEST_LOAD, nanos);
    RecipientLoad load = new RecipientLoad(writer, writer.reader(Caller.of(request)), audit);
    try {
      return loads.call(() -> {
        try {
          return load.run(body);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw new ProblemException(ErrorCode.REQUEST_TIMEOUT);
    }
  }
}
