package dev.notifier.api.batches;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.IfMatch;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.VersionedResponse;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchSettings;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.StoredBatch;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests about batches that have arrived. */
@RestController
final class BatchesController {
  private static final String BATCH = "/v1/batches/{batchId}";
  private static final String TARGET = "batch";
  private static final String ID = "batchId";

  private static final Pattern UUID_FORM =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern TYPE = Pattern.compile("[a-z0-9.-]{1,100}");

  private final BatchStore batches;
  private final DryRunStore dryRuns;
  private final BatchCommands commands;
  private final BatchRetry retry;
  private final BatchDocuments documents;
  private final TenantQuotas quotas;
  private final QuotaCheck quota;
  private final InstantSource clock;

  BatchesController(
      BatchStore batches,
      DryRunStore dryRuns,
      BatchCommands commands,
      BatchRetry retry,
      BatchDocuments documents,
      TenantQuotas quotas,
      QuotaCheck quota,
      InstantSource clock) {
    this.batches = batches;
    this.dryRuns = dryRuns;
    this.commands = commands;
    this.retry = retry;
    this.documents = documents;
    this.quotas = quotas;
    this.quota = quota;
    this.clock = clock;
  }

  @GetMapping("/v1/batches")
  @RequiresScope(Scope.BATCHES_READ)
  BatchDocument.All all(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest http) {
    Caller caller = Caller.of(http);
    PageRequest request = PageRequest.of(after, limit);
    BatchStore.Filter filter =
        new BatchStore.Filter(
            caller.tenant(), parseState(state), parseType(type), request.afterId());
    Page<StoredBatch> page =
        request.page(
            StoreAccess.call(() -> batches.page(filter, request.elementsToRead())),
            StoredBatch::id);
    return new BatchDocument.All(documents.of(caller, page.elements()), page.next());
  }

  @GetMapping(BATCH)
  @RequiresScope(Scope.BATCHES_READ)
  BatchDocument find(@PathVariable String batchId, HttpServletRequest http) {
    Caller caller = Caller.of(http);
    return document(caller, commands.find(caller, id(batchId, ErrorCode.BATCH_NOT_FOUND)));
  }

  @PostMapping(BATCH + "/settings")
  @Audited(value = "setBatchSettings", target = TARGET, variable = ID)
  @RequiresScope(Scope.BATCHES_WRITE)
  BatchDocument settings(@PathVariable String batchId, HttpServletRequest http) throws IOException {
    BatchSettings settings = SettingsForm.read(http);
    Caller caller = Caller.of(http);
    UUID id = id(batchId, ErrorCode.BATCH_NOT_FOUND);
    return document(caller, commands.readAgain(caller, id, settings));
  }

  @PostMapping(BATCH + "/dry-run")
  @Audited(value = "createDryRun", target = TARGET, variable = ID)
  @RequiresScope(Scope.BATCHES_WRITE)
  ResponseEntity<DryRunDocument> dryRun(@PathVariable String batchId, HttpServletRequest http) {
    Caller caller = Caller.of(http);
    UUID id = id(batchId, ErrorCode.BATCH_NOT_FOUND);
    UUID dryRun = commands.orderDryRun(caller, id);
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(dryRun(caller, id, dryRun));
  }

  @GetMapping(BATCH + "/dry-runs")
  @RequiresScope(Scope.BATCHES_READ)
  DryRunsDocument dryRuns(@PathVariable String batchId, HttpServletRequest http) {
    StoredBatch batch = commands.find(Caller.of(http), id(batchId, ErrorCode.BATCH_NOT_FOUND));
    return DryRunsDocument.of(
        batch, StoreAccess.call(() -> dryRuns.all(batch.id())), clock.instant());
  }

  @GetMapping(BATCH + "/dry-runs/{dryRunId}")
  @RequiresScope(Scope.BATCHES_READ)
  DryRunDocument dryRun(
      @PathVariable String batchId, @PathVariable String dryRunId, HttpServletRequest http) {
    Caller caller = Caller.of(http);
    UUID id = commands.find(caller, id(batchId, ErrorCode.BATCH_NOT_FOUND)).id();
    return dryRun(caller, id, id(dryRunId, ErrorCode.DRY_RUN_NOT_FOUND));
  }

  private DryRunDocument dryRun(Caller caller, UUID batch, UUID dryRun) {
    return StoreAccess.call(() -> dryRuns.find(batch, dryRun))
        .map(found ->
            DryRunDocument.of(
                found,
                caller.has(Scope.PERSONAL_DATA_READ),
                quotas.left(caller.tenant()),
                quota.leftToday(caller)))
        .orElseThrow(() -> new ProblemException(ErrorCode.DRY_RUN_NOT_FOUND));
  }

  @PostMapping(BATCH + "/release")
  @Audited(value = "releaseBatch", target = TARGET, variable = ID)
  @RequiresScope(Scope.BATCHES_RELEASE)
  BatchDocument release(@PathVariable String batchId, HttpServletRequest http) throws IOException {
    ReleaseForm form = ReleaseForm.read(http, clock.instant());
    Caller caller = Caller.of(http);
    UUID id = id(batchId, ErrorCode.BATCH_NOT_FOUND);
    return document(caller, commands.release(caller, id, form));
  }

  @PostMapping(BATCH + "/pause")
  @Audited(value = "pauseBatch", target = TARGET, variable = ID)
  @RequiresScope(Scope.BATCHES_RELEASE)
  BatchDocument pause(@PathVariable String batchId, HttpServletRequest http) {
    return moved(batchId, BatchState.PAUSED, http);
  }

  @PostMapping(BATCH + "/resume")
  @Audited(value = "resumeBatch", target = TARGET, variable = ID)
  @RequiresScope(Scope.BATCHES_RELEASE)
  BatchDocument resume(@PathVariable String batchId, HttpServletRequest http) {
    return moved(batchId, BatchState.RUNNING, http);
  }

  @PostMapping(BATCH + "/cancel")
  @Audited(value = "cancelBatch", target = TARGET, variable = ID)
  @RequiresScope(Scope.BATCHES_WRITE)
  BatchDocument cancel(@PathVariable String batchId, HttpServletRequest http) {
    return moved(batchId, BatchState.CANCELLED, http);
  }

  @PostMapping(BATCH + "/retry")
  @Audited(value = "retryBatch", target = TARGET, variable = ID)
  @RequiresScope(Scope.BATCHES_WRITE)
  ResponseEntity<BatchDocument> retry(@PathVariable String batchId, HttpServletRequest http) {
    Caller caller = Caller.of(http);
    BatchRetry.Made made = retry.make(caller, id(batchId, ErrorCode.BATCH_NOT_FOUND));
    return ResponseEntity.status(made.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(document(caller, made.batch()));
  }

  @PatchMapping(BATCH + "/pace")
  @Audited(value = "changeBatchPace", target = TARGET, variable = ID)
  @RequiresScope(Scope.BATCHES_RELEASE)
  ResponseEntity<BatchDocument> changePace(@PathVariable String batchId, HttpServletRequest http)
      throws IOException {
    Caller caller = Caller.of(http);
    UUID id = id(batchId, ErrorCode.BATCH_NOT_FOUND);
    Optional<Integer> version = IfMatch.version(http, () -> commands.find(caller, id).version());
    StoredBatch changed = commands.changePace(caller, id, version, PaceForm.read(http));
    return VersionedResponse.of(HttpStatus.OK, changed.version(), document(caller, changed));
  }

  private BatchDocument moved(String batchId, BatchState next, HttpServletRequest http) {
    Caller caller = Caller.of(http);
    UUID id = id(batchId, ErrorCode.BATCH_NOT_FOUND);
    return document(caller, commands.move(caller, id, next));
  }

  private BatchDocument document(Caller caller, StoredBatch batch) {
    return documents.of(caller, batch);
  }

  static UUID id(String id, ErrorCode notFound) {
    if (!UUID_FORM.matcher(id).matches()) {
      throw new ProblemException(notFound);
    }
    return UUID.fromString(id);
  }

  private static @Nullable BatchState parseState(@Nullable String state) {
    return state == null
        ? null
        : Arrays.stream(BatchState.values())
            .filter(each -> each.name().equals(state))
            .findFirst()
            .orElseThrow(() ->
                invalid(
                    "state is invalid. Send "
                        + Arrays.stream(BatchState.values())
                            .map(Enum::name)
                            .collect(Collectors.joining(", "))
                        + ", or none."));
  }

  private static @Nullable String parseType(@Nullable String type) {
    if (type != null && !TYPE.matcher(type).matches()) {
      throw invalid("type is invalid. Send the name of an event type.");
    }
    return type;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}
