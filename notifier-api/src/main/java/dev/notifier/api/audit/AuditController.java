package dev.notifier.api.audit;

import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditQueries;
import dev.notifier.store.audit.AuditRow;
import dev.notifier.store.tracking.SweepStore;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the audit of the caller's tenant. */
@RestController
final class AuditController {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@ -]{1,128}");
  private static final Pattern ACTOR = Pattern.compile("[A-Za-z0-9._@: -]{1,128}");
  private static final Pattern TARGET = Pattern.compile("[a-z-]{1,40}:[A-Za-z0-9._~:*?-]{1,128}");

  private final AuditQueries audit;
  private final AuditTargets targets;

  AuditController(AuditQueries audit, AuditTargets targets) {
    this.audit = audit;
    this.targets = targets;
  }

  @GetMapping("/v1/audit")
  @RequiresScope(Scope.AUDIT_READ)
  AuditDocument.All all(
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String operation,
      @RequestParam(required = false) @Nullable String target,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest http) {
    PageRequest request = PageRequest.of(after, limit);
    check("actor", actor, ACTOR, "Send 1 to 128 letters, digits, spaces and . _ @ : -");
    check("operation", operation, NAME, "Send an operationId of this description");
    check("target", target, TARGET, "Send the kind and the id, such as template:card-expiring");
    Caller caller = Caller.of(http);
    int colon = target == null ? -1 : target.indexOf(':');
    AuditQueries.Filter filter =
        new AuditQueries.Filter(
            caller.tenant(),
            actor,
            operation,
            target == null ? null : target.substring(0, colon),
            target == null ? null : target.substring(colon + 1),
            lowest("from", from),
            earlier(lowest("to", to), request.afterId()));
    AuditQueries.Found found = StoreAccess.call(() -> audit.list(filter, request.elementsToRead()));
    Page<AuditRow> page = request.page(found.rows(), AuditRow::id);
    // A page looks at a limited number of entries, of which few may be selected.
    UUID rest = found.next();
    String next = page.next() == null && rest != null ? rest.toString() : page.next();
    Map<AuditEntry.Target, String> names = targets.of(caller, page.elements());
    return new AuditDocument.All(page.map(row -> AuditDocument.of(row, names)).elements(), next);
  }

  private static void check(String name, @Nullable String value, Pattern form, String advice) {
    if (value != null && !form.matcher(value).matches()) {
      throw invalid(name + " is invalid. " + advice + ", or none.");
    }
  }

  /** The ids of a time and later are not below it. */
  private static @Nullable UUID lowest(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Instant time = Rfc3339.parse(text);
    if (time == null || time.isBefore(Instant.EPOCH)) {
      throw invalid(name + " is invalid. Send a time as 2026-12-01T08:00:00+07:00, or none.");
    }
    return SweepStore.lowestId(time);
  }

  private static @Nullable UUID earlier(@Nullable UUID one, @Nullable UUID other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    // The first halves begin with the time, which is the same for both only in one millisecond.
    return Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits()) < 0
        ? one
        : other;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}
