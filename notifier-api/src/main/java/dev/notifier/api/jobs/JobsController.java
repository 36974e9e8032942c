package dev.notifier.api.jobs;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.jobs.JobState;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.JobStore.Cancellation;
import dev.notifier.store.jobs.JobStore.Filter;
import dev.notifier.store.jobs.StoredJob;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests of operators about jobs. */
@RestController
final class JobsController {
  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final Pattern KIND = Pattern.compile("[a-z0-9-]{1,40}");

  private final JobStore store;
  private final AuditTrail audit;

  JobsController(JobStore store, AuditTrail audit) {
    this.store = store;
    this.audit = audit;
  }

  @GetMapping("/v1/jobs")
  @RequiresScope(Scope.JOBS_OPERATE)
  JobDocument.All all(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest http) {
    PageRequest request = PageRequest.of(after, limit);
    Filter filter =
        new Filter(Caller.of(http).tenant(), parseState(state), parseKind(kind), request.afterId());
    JobStore.Found found = StoreAccess.call(() -> store.list(filter, request.elementsToRead()));
    Page<StoredJob> page = request.page(found.jobs(), StoredJob::id);
    // A page looks at a limited number of jobs, of which few may be selected.
    UUID rest = found.next();
    String next = page.next() == null && rest != null ? rest.toString() : page.next();
    return new JobDocument.All(page.map(JobDocument::of).elements(), next);
  }

  @GetMapping("/v1/jobs/{jobId}")
  @RequiresScope(Scope.JOBS_OPERATE)
  JobDocument find(@PathVariable String jobId, HttpServletRequest request) {
    UUID job = parseId(jobId);
    String tenant = Caller.of(request).tenant();
    return StoreAccess.call(() -> store.find(tenant, job))
        .map(JobDocument::of)
        .orElseThrow(() -> new ProblemException(ErrorCode.JOB_NOT_FOUND));
  }

  @PostMapping("/v1/jobs/{jobId}/cancel")
  @Audited(value = "cancelJob", target = "job", variable = "jobId")
  @RequiresScope(Scope.JOBS_OPERATE)
  JobDocument cancel(@PathVariable String jobId, HttpServletRequest request) {
    UUID job = parseId(jobId);
    Caller caller = Caller.of(request);
    Cancellation cancellation =
        StoreAccess.call(() ->
                audit.change(
                    () -> store.cancel(caller.tenant(), job, caller.name()),
                    done ->
                        done.filter(Cancellation.CANCELLED::equals)
                            .map(_ -> Change.of(Map.of()))
                            .orElse(null)))
            .orElseThrow(() -> new ProblemException(ErrorCode.JOB_NOT_FOUND));
    return switch (cancellation) {
      case CANCELLED, CANCELLED_BEFORE -> find(jobId, request);
      case DONE -> throw new ProblemException(ErrorCode.JOB_DONE);
      case PERIODIC -> throw new ProblemException(ErrorCode.JOB_PERIODIC);
    };
  }

  private static UUID parseId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new ProblemException(ErrorCode.JOB_NOT_FOUND);
    }
    return UUID.fromString(id);
  }

  private static @Nullable JobState parseState(@Nullable String state) {
    return state == null
        ? null
        : JobState.of(state)
            .orElseThrow(() ->
                invalid(
                    "state is invalid. Send "
                        + Arrays.stream(JobState.values())
                            .map(JobState::id)
                            .collect(Collectors.joining(", "))
                        + ", or none."));
  }

  private static @Nullable String parseKind(@Nullable String kind) {
    if (kind != null && !KIND.matcher(kind).matches()) {
      throw invalid("kind is invalid. Send 1 to 40 of a to z, 0 to 9 and hyphen.");
    }
    return kind;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}
