package dev.notifier.api.batches;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.cancellations.CancellationService;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.sending.BatchReason;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.JsonText;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.batches.BatchSettings;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.UploadStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Changes the states of batches. A command that finds the batch as it shall be changes nothing, so
 * it can be repeated. Thread-safe.
 */
final class BatchCommands {
  /** Of {@link BatchStore#pause}. */
  private final BatchStore batches;

  private final UploadStore uploads;
  private final DryRunStore dryRuns;
  private final ReleaseChecks checks;
  private final AuditTrail audit;
  private final CancellationService cancellations;
  private final InstantSource clock;
  private final ToIntFunction<String> releaseLimit;

  /**
   * @param releaseLimit how many lines one person of a tenant may send with a batch
   */
  BatchCommands(
      BatchStore batches,
      UploadStore uploads,
      DryRunStore dryRuns,
      ReleaseChecks checks,
      AuditTrail audit,
      CancellationService cancellations,
      InstantSource clock,
      ToIntFunction<String> releaseLimit) {
    this.batches = batches;
    this.uploads = uploads;
    this.dryRuns = dryRuns;
    this.checks = checks;
    this.audit = audit;
    this.cancellations = cancellations;
    this.clock = clock;
    this.releaseLimit = releaseLimit;
  }

  /**
   * Finds a batch of the caller's tenant.
   *
   * @throws ProblemException if there is none
   */
  StoredBatch find(Caller caller, UUID id) {
    return StoreAccess.call(() -> batches.find(caller.tenant(), id))
        .orElseThrow(() -> new ProblemException(ErrorCode.BATCH_NOT_FOUND));
  }

  /**
   * Finds a batch whose lines the caller may have sent.
   *
   * @throws ProblemException if there is none, or if the caller's key may not send its event type
   */
  StoredBatch findAllowed(Caller caller, UUID id) {
    StoredBatch found = find(caller, id);
    checks.requireType(caller, found);
    return found;
  }

  /** Reads the file again as someone has said. */
  StoredBatch readAgain(Caller caller, UUID id, BatchSettings settings) {
    StoredBatch seen = findAllowed(caller, id);
    // The lines of a retry are those of another batch: it has no file.
    if (!seen.state().canBecome(BatchState.PARSING) || seen.retryOf() != null) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    changed(
        () -> {
          boolean done = batches.readAgain(seen, JsonText.write(settings), caller.name());
          if (done) {
            uploads.addParsing(id, caller.tenant(), caller.name());
          }
          return done;
        },
        Change.of(Map.of("settings", seen.settingsNumber() + 1)));
    return find(caller, id);
  }

  /** Orders a dry run and returns its id. */
  UUID orderDryRun(Caller caller, UUID id) {
    StoredBatch seen = find(caller, id);
    if (seen.state() != BatchState.READY && seen.state() != BatchState.AWAITING_RELEASE) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    return StoreAccess.call(() ->
        audit.change(
            () -> dryRuns.order(seen, caller.name()),
            dryRun -> Change.of(Map.of("dryRun", dryRun.toString()))));
  }

  /**
   * Releases a batch, or notes that another person has to.
   *
   * @throws ProblemException if the dry run does not say what would be sent now, or if the caller
   *     may not release it
   */
  StoredBatch release(Caller caller, UUID id, ReleaseForm form) {
    StoredBatch seen = findAllowed(caller, id);
    UUID dryRunId = form.dryRunId();
    if (seen.state() == BatchState.RUNNING && dryRunId.equals(seen.dryRun())) {
      return seen;
    }
    if (seen.state() != BatchState.READY && seen.state() != BatchState.AWAITING_RELEASE) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    if (form.isRequest() && seen.state() == BatchState.AWAITING_RELEASE) {
      return seen;
    }
    Map<String, Object> detail = checks.check(seen, form);
    BatchPace pace =
        seen.state() == BatchState.AWAITING_RELEASE
            ? form.pace(seen.pace(), clock.instant())
            : form.pace();
    Change change = Change.of(Objects.requireNonNullElse(form.reason(), ""), detail);
    switch (form.isRequest() ? ReleaseRule.ofRequest(caller, seen) : rule(caller, seen)) {
      case RELEASE ->
          checks.counted(
              caller,
              seen,
              () ->
                  changed(
                      () -> {
                        requireOnlyCorrection(seen, form);
                        return batches.release(seen, dryRunId, pace, caller.name());
                      },
                      change));
      case REQUEST ->
          changed(
              () -> batches.awaitRelease(seen, dryRunId, pace, caller.name()), change.requested());
      case REFUSE -> throw new ProblemException(ErrorCode.SECOND_PERSON_REQUIRED);
    }
    return find(caller, id);
  }

  private ReleaseRule rule(Caller caller, StoredBatch batch) {
    return ReleaseRule.needsTwo(batch, releaseLimit.applyAsInt(caller.tenant()))
        ? ReleaseRule.of(caller, batch)
        : ReleaseRule.RELEASE;
  }

  /**
   * Two people may correct one report, each in their own way, so that their lines are not the same.
   */
  private void requireOnlyCorrection(StoredBatch seen, ReleaseForm form) {
    if (form.reason() != null && !form.reason().isBlank()) {
      return;
    }
    batches
        .otherCorrection(seen)
        .ifPresent(other -> {
          throw new ProblemException(
              Problem.of(
                  ErrorCode.REPORT_CORRECTED_BEFORE,
                  "Batch %s corrects the same report and was released at %s. Cancel this one if it has the same lines; else send reason."
                      .formatted(other.id(), other.times().released())));
        });
  }

  /**
   * Changes when and how fast the lines of a batch are sent while it runs or is paused. Who could
   * not have released it may only have them sent later, more slowly or at fewer hours.
   *
   * @param ifVersion the version that the caller has seen; empty for any
   */
  StoredBatch changePace(Caller caller, UUID id, Optional<Integer> ifVersion, PaceForm form) {
    StoredBatch seen = find(caller, id);
    if (ifVersion.filter(version -> version != seen.version()).isPresent()) {
      throw new ProblemException(ErrorCode.BATCH_VERSION_MISMATCH);
    }
    if (seen.state() != BatchState.RUNNING && seen.state() != BatchState.PAUSED) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    BatchPace pace = form.apply(seen.pace(), clock.instant());
    if (pace.equals(seen.pace())) {
      return seen;
    }
    if (!pace.isWithin(seen.pace(), clock.instant())) {
      requireCouldRelease(caller, seen);
    }
    changed(
        () -> batches.changePace(seen, pace),
        Change.of(
            Map.of(
                "before", BatchDocument.Pace.of(seen.pace()).audited(),
                "after", BatchDocument.Pace.of(pace).audited())));
    return find(caller, id);
  }

  private void requireCouldRelease(Caller caller, StoredBatch seen) {
    checks.requireType(caller, seen);
    if (rule(caller, seen) != ReleaseRule.RELEASE) {
      throw new ProblemException(ErrorCode.SECOND_PERSON_REQUIRED);
    }
  }

  /** Pauses, continues or cancels a batch. Any key may stop one. */
  StoredBatch move(Caller caller, UUID id, BatchState next) {
    StoredBatch seen = next == BatchState.RUNNING ? findAllowed(caller, id) : find(caller, id);
    if (seen.state() == next) {
      return seen;
    }
    boolean allowed =
        next == BatchState.RUNNING
            ? seen.state() == BatchState.PAUSED
            : seen.state().canBecome(next);
    if (!allowed) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    changed(
        () ->
            switch (next) {
              case PAUSED -> batches.pause(seen, BatchReason.BY_PERSON.sentence());
              case RUNNING -> batches.resume(seen);
              case CANCELLED -> cancel(caller, seen);
              default -> throw new IllegalArgumentException("No command makes it " + next);
            },
        Change.of(Map.of("before", seen.state().name())));
    if (next == BatchState.CANCELLED) {
      cancellations.publish();
    }
    return find(caller, id);
  }

  /** What was sent and has not left is cancelled by a rule, in the same transaction. */
  private boolean cancel(Caller caller, StoredBatch seen) {
    boolean done = batches.cancel(seen);
    Instant released = seen.times().released();
    if (done && released != null) {
      cancellations.cancelBatch(caller.tenant(), seen.id(), released, caller.name());
    }
    return done;
  }

  private void changed(Supplier<Boolean> command, Change change) {
    boolean done = StoreAccess.call(() -> audit.change(command, made -> made ? change : null));
    if (!done) {
      // Someone else has changed it at this moment.
      throw new ProblemException(ErrorCode.CONFLICT);
    }
  }
}
