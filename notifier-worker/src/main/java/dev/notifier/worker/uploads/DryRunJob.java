package dev.notifier.worker.uploads;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.planning.schema.EventSchemas;
import dev.notifier.store.JsonText;
import dev.notifier.store.batches.BatchJob;
import dev.notifier.store.batches.BatchSketches;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.keys.KeyProbe;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.jobs.QuietShare;
import dev.notifier.worker.optouts.OptOuts;
import dev.notifier.worker.templates.TemplateProvider;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes what batches would do, by planning each line as if it was sent now. A step is some
 * chunks, so its time and memory do not depend on the size of the batch.
 */
public final class DryRunJob implements JobKind {
  /** Chunks of a step: a second or two. */
  static final int CHUNKS = 40;

  /** Prices are those of days in Vietnam. */
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  private final ParseJob.Stores stores;
  private final DryRunStore dryRuns;
  private final NotificationPlanner planner;
  private final TemplateProvider templates;
  private final OptOuts optOuts;
  private final RepeatedFacts facts;
  private final Supplier<Map<String, RouteConfig>> routes;
  private final EventSchemas schemas = new EventSchemas();

  /**
   * @param keys the business keys of earlier messages
   * @param digests of the installation
   * @param routes with their rates and prices at this moment
   */
  public DryRunJob(
      ParseJob.Stores stores,
      DryRunStore dryRuns,
      NotificationPlanner planner,
      TemplateProvider templates,
      OptOuts optOuts,
      KeyProbe keys,
      SubjectDigest digests,
      Supplier<Map<String, RouteConfig>> routes) {
    this.facts = new RepeatedFacts(stores.lines(), keys, digests);
    this.stores = stores;
    this.dryRuns = dryRuns;
    this.planner = planner;
    this.templates = templates;
    this.optOuts = optOuts;
    this.routes = routes;
  }

  @Override
  public String name() {
    return BatchJob.DRY_RUN;
  }

  /** Someone waits for it. */
  @Override
  public int minSharePercent() {
    return Math.max(50, QuietShare.percent(stores.changes()));
  }

  @Override
  public JobStep step(LeasedJob job) {
    BatchJob payload = job.payload(BatchJob.class);
    UUID dryRun = payload.dryRun();
    StoredBatch batch = stores.batches().find(payload.batch()).orElse(null);
    Progress progress = new Progress(job.done(), job.total());
    if (batch == null || dryRun == null) {
      return new JobStep.Done(progress);
    }
    boolean same =
        dryRuns
            .find(batch.id(), dryRun)
            .filter(found -> found.settingsNumber() == batch.settingsNumber())
            .isPresent();
    Integer typeVersion = batch.type().version();
    Integer templateVersion = batch.type().templateVersion();
    if (!same || typeVersion == null || templateVersion == null || batch.lines().chunks() == 0) {
      if (batch.lines().chunks() == 0 && same) {
        dryRuns.fail(dryRun, "The batch has no line that can be sent.");
      } else {
        dryRuns.fail(dryRun, "The batch was changed meanwhile. Make another dry run.");
      }
      return new JobStep.Done(progress);
    }
    EventTypeRecord definition =
        stores.types().version(batch.type().name(), typeVersion).orElseThrow().type();
    LineCheck check =
        new LineCheck(
            new LineCheck.Batch(
                batch.id(), batch.tenant(), BatchType.of(definition, schemas), templateVersion),
            planner,
            templates.current(),
            job.now());
    DryRunCounts counts = DryRunCounts.of(job.position(DryRunCounts.Position.class));
    int end = Math.min(batch.lines().chunks(), counts.chunk + CHUNKS);
    long done = job.done();
    RepeatedFacts.Step step =
        counts.withoutEarlier
            ? facts.withoutEarlier(dryRun, check, job.now())
            : facts.begin(dryRun, batch.id(), check, counts.chunk, job.now());
    counts.withoutEarlier = !step.knowsEarlier();
    for (; counts.chunk < end; counts.chunk++) {
      List<StoredLine> lines = stores.lines().read(batch.id(), counts.chunk);
      Set<Integer> repeated = step.repeated(lines);
      for (StoredLine line : lines) {
        count(line, repeated, check, batch.tenant(), definition.category(), counts);
      }
      done += lines.size();
    }
    progress = new Progress(done, job.total());
    if (counts.chunk < batch.lines().chunks()) {
      step.end(counts.chunk);
      return new JobStep.Proceed(counts.position(), progress);
    }
    LocalDate today = LocalDate.ofInstant(job.now(), VIETNAM);
    dryRuns.finish(
        dryRun,
        JsonText.write(
            result(
                counts,
                today,
                definition.category(),
                stores.sketches().same(batch),
                !step.isComplete())),
        counts.messages);
    return new JobStep.Done(progress);
  }

  @Override
  public void failed(LeasedJob job) {
    UUID dryRun = job.payload(BatchJob.class).dryRun();
    if (dryRun != null) {
      dryRuns.fail(dryRun, "The dry run has failed. Make another one.");
    }
  }

  private void count(
      StoredLine line,
      Set<Integer> repeated,
      LineCheck check,
      String tenant,
      Category category,
      DryRunCounts counts) {
    String phone = line.phone();
    if (phone == null) {
      // Plan looks it up when the line is sent.
      counts.skip("NUMBER_IN_DIRECTORY");
      return;
    }
    PlanningDecision decision = check.plan(line);
    PlanningDecision.Message message = decision.message();
    if (message == null) {
      counts.skip(String.valueOf(decision.reason()));
    } else if (optOuts.isOptedOut(phone, MessageOrigin.digest(tenant), category)) {
      counts.skip("OPTED_OUT");
    } else if (repeated.contains(line.line())) {
      counts.skip("DUPLICATE_FACT");
    } else {
      counts.add(line, phone, message);
    }
  }

  private DryRunResult result(
      DryRunCounts counts,
      LocalDate today,
      Category category,
      BatchSketches.@Nullable Same same,
      boolean repeatsIncomplete) {
    Map<String, RouteConfig> configs = routes.get();
    return new DryRunResult(
        counts.skipped.entrySet().stream()
            .map(each -> new DryRunResult.Skipped(each.getKey(), each.getValue()))
            .toList(),
        counts.byEncoding.entrySet().stream()
            .map(each ->
                new DryRunResult.Encoded(each.getKey(), each.getValue()[0], each.getValue()[1]))
            .toList(),
        counts.byRoute.entrySet().stream()
            .map(each -> routed(each.getKey(), each.getValue(), configs, today, category))
            .toList(),
        counts.shownCharacters(),
        counts.samples(),
        same == null
            ? null
            : new DryRunResult.SameLines(
                same.batch(), same.name(), same.releasedAt(), same.percent()),
        repeatsIncomplete);
  }

  private static DryRunResult.Routed routed(
      String route,
      int[] count,
      Map<String, RouteConfig> configs,
      LocalDate today,
      Category category) {
    RouteConfig config = configs.get(route);
    long segments = count[1];
    @Nullable BigDecimal cost =
        config == null ? null : config.costs().cost(today, category.name(), 0, segments);
    return new DryRunResult.Routed(
        route,
        count[0],
        segments,
        cost == null ? null : cost.toPlainString(),
        config == null || config.rate() == 0 ? null : Math.ceilDiv(segments, config.rate()));
  }
}
