package dev.notifier.api.batches;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.permissions.BatchPermissions;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.config.batches.BatchesConfig;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchSketches;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.DryRunStore.StoredDryRun;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.optouts.OptOutStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has to be right for each release: that the dry run says what would be sent, and that someone
 * means it. Thread-safe.
 */
final class ReleaseChecks {
  /** Templates, routes and prices change, so an older dry run says too little. */
  private static final Duration LONGEST_VALID = Duration.ofDays(1);

  /** Workers learn of opt-outs a moment later. */
  private static final Duration LAG = Duration.ofMinutes(1);

  private static final int MAX_CHANGED = 10_000;

  /** Larger batches are not read while the caller waits. */
  private static final int MAX_CHUNKS = 200;

  private static final int ALL = 100;

  private final DryRunStore dryRuns;
  private final BatchSketches sketches;
  private final BatchLines lines;
  private final OptOutStore optOuts;
  private final BatchesConfig config;
  private final BatchPermissions permissions;
  private final QuotaCheck quota;
  private final InstantSource clock;

  /** What the key of a caller, or its tenant, may send. */
  record OfKey(BatchPermissions permissions, QuotaCheck quota) {}

  ReleaseChecks(DataSource database, BatchesConfig config, OfKey ofKey, InstantSource clock) {
    this.dryRuns = new DryRunStore(database);
    this.sketches = new BatchSketches(database);
    this.lines = new BatchLines(database);
    this.optOuts = new OptOutStore(database);
    this.config = config;
    this.permissions = ofKey.permissions();
    this.quota = ofKey.quota();
    this.clock = clock;
  }

  /**
   * Requires a caller that may have the lines of a batch sent.
   *
   * @throws ProblemException if the key does not allow it
   */
  void requireType(Caller caller, StoredBatch batch) {
    permissions.require(caller, batch.type().name());
  }

  /**
   * Checks a batch that can be released.
   *
   * @return what the audit says about the release
   * @throws ProblemException if something is not right
   */
  Map<String, Object> check(StoredBatch batch, ReleaseForm form) {
    StoredDryRun dryRun = dryRun(batch, form.dryRunId());
    int messages = messages(batch, dryRun);
    quota.require(batch, dryRun);
    if (!Boolean.TRUE.equals(form.acceptRepeated())) {
      requireNoRepeatedNumbers(batch);
    }
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("dryRun", dryRun.id().toString());
    detail.put("messages", messages);
    BatchSketches.Same same = StoreAccess.call(() -> sketches.same(batch));
    if (same != null && same.percent() > config.sameLinesPercent()) {
      if (form.reason() == null || form.reason().isBlank()) {
        throw sentBefore(same);
      }
      detail.put("sameLinesPercent", same.percent());
      detail.put("sameLinesBatch", same.batch().toString());
    }
    requireSameOptOuts(batch, dryRun, messages);
    return detail;
  }

  /**
   * Releases a batch, whose lines count for the day of the caller's key.
   *
   * @param release throws if it is not released
   * @throws ProblemException if the key may not send so many today
   */
  void counted(Caller caller, StoredBatch batch, Runnable release) {
    quota.counted(caller, batch, release);
  }

  private StoredDryRun dryRun(StoredBatch batch, UUID id) {
    return StoreAccess.call(() -> dryRuns.find(batch.id(), id))
        .orElseThrow(() -> new ProblemException(ErrorCode.DRY_RUN_NOT_FOUND));
  }

  private int messages(StoredBatch batch, StoredDryRun dryRun) {
    Integer messages = dryRun.messages();
    if (messages == null) {
      throw new ProblemException(ErrorCode.DRY_RUN_NOT_COMPLETE);
    }
    if (!isUpToDate(batch, dryRun, clock.instant())) {
      throw new ProblemException(ErrorCode.BATCH_CHANGED);
    }
    return messages;
  }

  /** Whether a dry run is of the file as it is read now, and not too old. */
  static boolean isUpToDate(StoredBatch batch, StoredDryRun dryRun, Instant now) {
    return !dryRun.created().plus(LONGEST_VALID).isBefore(now)
        && dryRun.settingsNumber() == batch.settingsNumber();
  }

  /** A number in many lines is probably wrong. A retry has lines that were accepted before. */
  private static void requireNoRepeatedNumbers(StoredBatch batch) {
    String summary = batch.summary();
    if (summary == null) {
      return;
    }
    JsonNode numbers = JsonMapper.shared().readTree(summary).at("/repeated/numbers");
    if (!numbers.isNumber()) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.REPEATED_NUMBERS,
              "The batch has so many lines that numbers in more than 5 of them were not counted. Check the file; to send all of its lines, release the batch with acceptRepeated true."));
    }
    if (numbers.asInt() > 0) {
      throw new ProblemException(ErrorCode.REPEATED_NUMBERS);
    }
  }

  private static ProblemException sentBefore(BatchSketches.Same same) {
    return new ProblemException(
        Problem.of(
            ErrorCode.LINES_SENT_BEFORE,
            "About %d %% of these lines are in batch %s, which was released at %s. Check whether they are meant to be sent again; if so, send reason."
                .formatted(same.percent(), same.batch(), same.releasedAt())));
  }

  /** Few opt-outs change in a day; only if there are many, the lines are compared with them. */
  private void requireSameOptOuts(StoredBatch batch, StoredDryRun dryRun, int messages) {
    if (config.changedPercent() == ALL) {
      return;
    }
    Instant since = dryRun.created().minus(LAG);
    Set<String> changed =
        StoreAccess.call(() -> optOuts.changedSince(batch.tenant(), since, MAX_CHANGED));
    if (changed.size() <= allowed(messages)) {
      return;
    }
    boolean all = changed.size() < MAX_CHANGED && batch.lines().chunks() <= MAX_CHUNKS;
    long affected = all ? affected(batch, changed) : changed.size();
    // Lines without a number cannot be compared; the directory has the numbers when they are sent.
    long possible = all ? messages : messages + QuotaCheck.inDirectory(dryRun);
    if (affected > allowed(possible)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.DRY_RUN_OUTDATED,
              "The opt-outs of %s%d numbers have changed since the dry run, of at most %d messages. Make another dry run with POST /v1/batches/{batchId}/dry-run, and release the batch with its id."
                  .formatted(all ? "" : "at least ", affected, possible)));
    }
  }

  private long allowed(long messages) {
    return messages * config.changedPercent() / ALL;
  }

  private long affected(StoredBatch batch, Set<String> changed) {
    long affected = 0;
    for (int chunk = 0; chunk < batch.lines().chunks(); chunk++) {
      int number = chunk;
      affected +=
          StoreAccess.call(() -> lines.read(batch.id(), number)).stream()
              .filter(line -> line.phone() != null && changed.contains(line.phone()))
              .count();
    }
    return affected;
  }
}
