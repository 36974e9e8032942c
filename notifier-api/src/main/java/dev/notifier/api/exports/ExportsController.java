package dev.notifier.api.exports;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.body.PacedOutput;
import dev.notifier.api.body.RequestBody;
import dev.notifier.api.body.TenantPermits;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.lookup.SearchRequest;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.audit.AuditSubjects;
import dev.notifier.store.exports.ExportOrder;
import dev.notifier.store.exports.ExportStore;
import dev.notifier.store.exports.StoredExport;
import dev.notifier.store.people.Person;
import dev.notifier.store.search.SearchFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The requests about large exports. */
@RestController
final class ExportsController {
  static final ExportStore.Limits LIMITS = new ExportStore.Limits(2, 20, 4L << 30, 8L << 30);

  /** Of the files that are sent at the same time. */
  private static final int MAX_FILES = 4;

  private static final int MAX_FILES_OF_TENANT = 2;
  private static final String PATH = "/v1/exports";
  private static final String TARGET = "export";
  private static final String ID = "exportId";

  private static final Pattern UUID_FORM =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final ExportStore exports;
  private final ExportFile files;
  private final SubjectDigest subjectDigest;
  private final AuditSubjects persons;
  private final AuditTrail audit;
  private final LookupAudit lookups;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final TenantPermits sending = new TenantPermits(MAX_FILES, MAX_FILES_OF_TENANT);

  ExportsController(
      ExportStore exports,
      SubjectDigest subjectDigest,
      AuditSubjects persons,
      AuditTrail audit,
      LookupAudit lookups,
      InstantSource clock,
      LongSupplier nanos) {
    this.exports = exports;
    this.files = new ExportFile(exports);
    this.subjectDigest = subjectDigest;
    this.persons = persons;
    this.audit = audit;
    this.lookups = lookups;
    this.clock = clock;
    this.nanos = nanos;
  }

  @PostMapping(PATH)
  @Audited("createExport")
  @RequiresScope(Scope.EXPORT)
  ResponseEntity<ExportJobDocument> create(HttpServletRequest request) throws IOException {
    SearchRequest search = ExportRequest.read(request).search();
    Caller caller = Caller.of(request);
    @Nullable Person person = search.person(caller.tenant());
    caller.require(Scope.NOTIFICATIONS_READ);
    if (person != null) {
      // As for the search, which shows the same.
      caller.require(Scope.PEOPLE_READ);
    }
    SearchFilter filter = search.filter(caller.tenant(), subjectDigest);
    StoredExport made =
        StoreAccess.call(() -> create(caller, filter, person))
            .flatMap(id -> StoreAccess.call(() -> exports.find(caller.tenant(), id)))
            .orElseThrow(() -> new ProblemException(ErrorCode.TOO_MANY_EXPORTS));
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(ExportJobDocument.of(made));
  }

  private Optional<UUID> create(Caller caller, SearchFilter filter, @Nullable Person person) {
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    return audit.change(
        () ->
            exports.create(
                caller.tenant(),
                clear,
                caller.name(),
                id -> ExportOrder.of(id, clear, filter, clock.instant()),
                LIMITS),
        made -> made.map(id -> change(id, clear, filter, person)).orElse(null));
  }

  private Change change(UUID id, boolean clear, SearchFilter filter, @Nullable Person person) {
    return new Change(
        new Target(TARGET, id.toString()),
        person == null ? null : persons.refs(List.of(person.subject())).get(person.subject()),
        null,
        Map.of(
            "kind",
            "notifications",
            "personalData",
            clear,
            "fields",
            filter.values().keySet().stream().map(Enum::name).toList()));
  }

  @GetMapping(PATH)
  @RequiresScope(Scope.EXPORT)
  ExportJobDocument.All all(HttpServletRequest request) {
    String tenant = Caller.of(request).tenant();
    return new ExportJobDocument.All(
        StoreAccess.call(() -> exports.all(tenant)).stream().map(ExportJobDocument::of).toList());
  }

  @GetMapping(PATH + "/{exportId}")
  @RequiresScope(Scope.EXPORT)
  ExportJobDocument find(@PathVariable String exportId, HttpServletRequest request) {
    return ExportJobDocument.of(stored(exportId, Caller.of(request)));
  }

  @GetMapping(PATH + "/{exportId}/file")
  @RequiresScope(Scope.EXPORT)
  void file(@PathVariable String exportId, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (RequestBody.isPresent(request)) {
      // Its connection is closed after the response, so that a missing end would not be noticed.
      throw new ProblemException(
          Problem.of(ErrorCode.BAD_REQUEST, "A file is fetched without a body. Send none."));
    }
    Caller caller = Caller.of(request);
    StoredExport export = stored(exportId, caller);
    if (export.clear()) {
      caller.require(Scope.PERSONAL_DATA_READ);
    }
    if (export.done() == null) {
      throw new ProblemException(
          export.isTooLarge() ? ErrorCode.EXPORT_TOO_LARGE : ErrorCode.EXPORT_NOT_COMPLETE);
    }
    if (!sending.isTaken(caller.tenant())) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      lookups.seen(request, "getExportFile", Map.of("export", export.id(), "rows", export.rows()));
      int parts = StoreAccess.call(() -> exports.parts(export.id()));
      response.setContentType("text/csv;charset=UTF-8");
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          ContentDisposition.attachment().filename("notifications.csv").build().toString());
      if (HttpMethod.GET.matches(request.getMethod())) {
        files.write(export.id(), parts, new PacedOutput(response.getOutputStream(), nanos));
      }
    } finally {
      sending.release(caller.tenant());
    }
  }

  @DeleteMapping(PATH + "/{exportId}")
  @Audited(value = "deleteExport", target = TARGET, variable = ID)
  @RequiresScope(Scope.EXPORT)
  ResponseEntity<Void> delete(@PathVariable String exportId, HttpServletRequest request) {
    Caller caller = Caller.of(request);
    UUID id = id(exportId);
    boolean deleted =
        StoreAccess.call(() ->
            audit.change(
                () -> exports.delete(caller.tenant(), id, caller.name()),
                done -> done ? Change.of(Map.of()) : null));
    if (!deleted) {
      throw new ProblemException(ErrorCode.EXPORT_NOT_FOUND);
    }
    return ResponseEntity.noContent().build();
  }

  private StoredExport stored(String exportId, Caller caller) {
    UUID id = id(exportId);
    return StoreAccess.call(() -> exports.find(caller.tenant(), id))
        .orElseThrow(() -> new ProblemException(ErrorCode.EXPORT_NOT_FOUND));
  }

  private static UUID id(String exportId) {
    if (!UUID_FORM.matcher(exportId).matches()) {
      throw new ProblemException(ErrorCode.EXPORT_NOT_FOUND);
    }
    return UUID.fromString(exportId);
  }
}
