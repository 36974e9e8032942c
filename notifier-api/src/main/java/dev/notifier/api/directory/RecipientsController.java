package dev.notifier.api.directory;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.directory.DirectoryWriter.Written;
import dev.notifier.api.directory.RecipientReader.Statement;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.http.StoreAccess;
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
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** The requests that change one person of the directory, who is never in the URL. */
@RestController
final class RecipientsController {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A recipient", List.of("application/json"), 4 << 10);

  private static final String PUT = "putRecipient";
  private static final String DELETE = "deleteRecipient";

  private final DirectoryWriter writer;
  private final AuditTrail audit;
  private final AuditSubjects subjects;

  RecipientsController(DirectoryWriter writer, AuditTrail audit, AuditSubjects subjects) {
    this.writer = writer;
    this.audit = audit;
    this.subjects = subjects;
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
}
