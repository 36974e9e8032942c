package dev.notifier.worker.app;

import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.store.batches.BatchCleaning;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchSketches;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.LineDigest;
import dev.notifier.store.batches.UploadStore;
import dev.notifier.store.counters.CountedChanges;
import dev.notifier.store.eventtypes.EventTypeStore;
import dev.notifier.store.keys.KeyProbe;
import dev.notifier.store.search.BatchOutcomes;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.plan.ConfiguredRoutes;
import dev.notifier.worker.uploads.BatchDeletion;
import dev.notifier.worker.uploads.DryRunJob;
import dev.notifier.worker.uploads.ParseJob;
import dev.notifier.worker.uploads.RetryJob;
import java.util.List;
import javax.sql.DataSource;

/** Lists the kinds of jobs about batches. */
final class BatchJobs {
  private BatchJobs() {}

  static List<JobKind> kinds(WorkerDependencies dependencies, PipelineResources resources) {
    DataSource database = dependencies.database().dataSource();
    NotificationPlanner planner =
        new NotificationPlanner(
            ConfiguredRoutes.selector(resources.routes(), dependencies.config().defaultRoute()),
            dependencies.replies());
    ParseJob.Stores stores =
        new ParseJob.Stores(
            new BatchStore(database),
            new UploadStore(database),
            new BatchLines(database),
            new BatchSketches(database),
            new EventTypeStore(database, dependencies.clock()),
            new CountedChanges(database, System::nanoTime));
    SubjectDigest digests = SubjectDigest.of(dependencies.config().privacyKey());
    LineDigest digest = new LineDigest(digests);
    return List.of(
        new ParseJob(stores, planner, resources.templates(), digest, System::nanoTime),
        new DryRunJob(
            stores,
            new DryRunStore(database),
            planner,
            resources.templates(),
            resources.optOuts(),
            new KeyProbe(database),
            digests,
            resources::routes),
        new RetryJob(stores.batches(), stores.lines(), new BatchOutcomes(database)),
        new BatchDeletion(
            new BatchCleaning(database), dependencies.config().retention().batches()));
  }
}
