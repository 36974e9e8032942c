package dev.notifier.worker.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.store.advertising.DoNotCallStore;
import dev.notifier.store.audit.AuditChain;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditMonths;
import dev.notifier.store.audit.UnusedSubjects;
import dev.notifier.store.batches.BatchNotices;
import dev.notifier.store.cancellation.CancellationStore;
import dev.notifier.store.cancellation.CancelledMessages;
import dev.notifier.store.counters.CounterDeletion;
import dev.notifier.store.counters.CounterFolding;
import dev.notifier.store.counters.UsageStore;
import dev.notifier.store.directory.DirectoryChanges;
import dev.notifier.store.effects.EffectAge;
import dev.notifier.store.effects.EffectCounting;
import dev.notifier.store.exports.ExportStore;
import dev.notifier.store.forged.ForgedTextAlerts;
import dev.notifier.store.groups.GroupCompletionStore;
import dev.notifier.store.inbound.NumberStates;
import dev.notifier.store.inbox.InboxChanges;
import dev.notifier.store.inbox.PendingAnswers;
import dev.notifier.store.knowledge.KnowledgeSearchLog;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.optouts.WrongPersonStore;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.store.people.PersonalData;
import dev.notifier.store.queries.QueryStore;
import dev.notifier.store.recovery.SkippedEventStore;
import dev.notifier.store.reports.SentSegmentStore;
import dev.notifier.store.retention.InboundDeletionStore;
import dev.notifier.store.retention.LeastRetention;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.retention.SecretTextStore;
import dev.notifier.store.retention.SubmissionDeletionStore;
import dev.notifier.store.templates.TemplateBytesCount;
import dev.notifier.worker.audit.AuditChaining;
import dev.notifier.worker.audit.AuditRetention;
import dev.notifier.worker.cancellation.CancellationCount;
import dev.notifier.worker.cancellation.CancellationEnd;
import dev.notifier.worker.counters.CounterFold;
import dev.notifier.worker.counters.EffectCount;
import dev.notifier.worker.counters.GroupCompletion;
import dev.notifier.worker.counters.OldCounterDeletion;
import dev.notifier.worker.counters.QuotaCount;
import dev.notifier.worker.counters.TenantBytesCount;
import dev.notifier.worker.exports.ExportDeletion;
import dev.notifier.worker.exports.NotificationExport;
import dev.notifier.worker.inbox.AgentAnswerEnds;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobRunner;
import dev.notifier.worker.positions.PlannedEnds;
import dev.notifier.worker.retention.DataRetention;
import dev.notifier.worker.retention.DirectoryChangeDeletion;
import dev.notifier.worker.retention.DoNotCallDeletion;
import dev.notifier.worker.retention.InboundDeletion;
import dev.notifier.worker.retention.InboxDeletion;
import dev.notifier.worker.retention.KnowledgeSearchDeletion;
import dev.notifier.worker.retention.PartitionMaintenance;
import dev.notifier.worker.retention.PersonErasure;
import dev.notifier.worker.retention.QueryDeletion;
import dev.notifier.worker.retention.SecretTextDeletion;
import dev.notifier.worker.retention.SkippedEventDeletion;
import dev.notifier.worker.retention.SubmissionDeletion;
import dev.notifier.worker.retention.TimelineDeletion;
import dev.notifier.worker.statuses.ForgedTexts;
import dev.notifier.worker.statuses.StatusOutboxJob;
import dev.notifier.worker.statuses.StatusOutboxPublisher;
import dev.notifier.worker.statuses.StatusSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Lists all kinds of jobs. */
final class JobKinds {
  private JobKinds() {}

  /**
   * Creates the runner of all kinds.
   *
   * @param statuses publishes what groups have become
   * @param beforeStep throws if no step may begin
   */
  static JobRunner runner(
      WorkerDependencies dependencies,
      PipelineResources resources,
      KafkaProducer<byte[], byte[]> statuses,
      Runnable beforeStep) {
    NotifierConfig config = dependencies.config();
    return new JobRunner(
        new JobRunner.Settings(
            WorkerName.ofThisProcess(),
            config.worker().jobs().share(),
            config.worker().jobs().retention()),
        dependencies.database().dataSource(),
        kinds(dependencies, resources, statuses),
        beforeStep,
        System::nanoTime,
        dependencies.registry());
  }

  private static List<JobKind> kinds(
      WorkerDependencies dependencies,
      PipelineResources resources,
      KafkaProducer<byte[], byte[]> statuses) {
    AuditKey auditKey = AuditKey.of(dependencies.config().privacyKey());
    List<JobKind> kinds = new ArrayList<>(deletions(dependencies, resources, auditKey));
    kinds.addAll(counts(dependencies, resources));
    kinds.addAll(exports(dependencies.database().dataSource(), dependencies.clock()));
    kinds.addAll(BatchJobs.kinds(dependencies, resources));
    kinds.addAll(announcements(dependencies, resources, statuses));
    DataSource database = dependencies.database().dataSource();
    kinds.add(new DoNotCallDeletion(new DoNotCallStore(database)));
    kinds.add(
        new AgentAnswerEnds(
            new PendingAnswers(database), new NotificationLookup(database, dependencies.clock())));
    kinds.add(new AuditChaining(new AuditChain(database, auditKey), resources.auditHeads()));
    return kinds;
  }

  private static List<JobKind> announcements(
      WorkerDependencies dependencies,
      PipelineResources resources,
      KafkaProducer<byte[], byte[]> statuses) {
    DataSource database = dependencies.database().dataSource();
    LongSupplier nanoTime = System::nanoTime;
    MeterRegistry meters = dependencies.registry();
    BatchNotices batches = new BatchNotices(database);
    WrongPersonStore persons = new WrongPersonStore(database);
    ForgedTextAlerts texts = new ForgedTextAlerts(database);
    return List.of(
        new GroupCompletion(
            new GroupCompletionStore(database, resources.longestNoReceiptAfter()),
            new StatusOutboxPublisher<>(statuses, nanoTime, StatusSource.GROUPS, meters)::publish),
        new StatusOutboxJob<>(
            StatusOutboxJob.Kind.BATCHES,
            new StatusOutboxJob.Queue<>(
                batches::unpublished, (changes, _) -> batches.published(changes)),
            new StatusOutboxPublisher<>(statuses, nanoTime, StatusSource.BATCHES, meters)::publish),
        new StatusOutboxJob<>(
            StatusOutboxJob.Kind.WRONG_PERSONS,
            new StatusOutboxJob.Queue<>(persons::unannounced, persons::announced),
            new StatusOutboxPublisher<>(statuses, nanoTime, StatusSource.WRONG_PERSONS, meters)
                ::publish),
        new StatusOutboxJob<>(
            StatusOutboxJob.Kind.FORGED_TEXTS,
            new StatusOutboxJob.Queue<>(texts::unannounced, texts::announced),
            new ForgedTexts(statuses, nanoTime, meters)::publish));
  }

  private static List<JobKind> deletions(
      WorkerDependencies dependencies, PipelineResources resources, AuditKey auditKey) {
    DataSource database = dependencies.database().dataSource();
    NotifierConfig config = dependencies.config();
    List<Duration> noReceiptAfter =
        resources.routes().values().stream().map(RouteConfig::noReceiptAfter).toList();
    return List.of(
        new DataRetention(
            new RetentionStore(database),
            config.retention().notifications(),
            config.retention().digests(),
            LeastRetention.ofNotifications(config.recoveryWindow(), resources.routes().values())),
        new InboundDeletion(
            new InboundDeletionStore(database),
            new NumberStates(database),
            config.retention().inbound()),
        new QueryDeletion(new QueryStore(database), config.retention().inbound()),
        new KnowledgeSearchDeletion(new KnowledgeSearchLog(database), config.retention().inbound()),
        new InboxDeletion(new InboxChanges(database), config.retention().inbound()),
        TimelineDeletion.of(database, config.retention().notifications()),
        new DirectoryChangeDeletion(
            new DirectoryChanges(database, dependencies.clock()),
            config.retention().notifications()),
        new PartitionMaintenance(new PartitionStore(database)),
        new SkippedEventDeletion(new SkippedEventStore(database), config.recoveryWindow()),
        new SecretTextDeletion(new SecretTextStore(database)),
        new PersonErasure(new PersonalData(database, auditKey)),
        new SubmissionDeletion(new SubmissionDeletionStore(database), noReceiptAfter),
        new OldCounterDeletion(new CounterDeletion(database), new SentSegmentStore(database)),
        new AuditRetention(
            new AuditMonths(database, auditKey),
            new UnusedSubjects(database),
            config.retention().audit()),
        new CancellationEnd(new CancellationStore(database)));
  }

  private static List<JobKind> exports(DataSource database, InstantSource clock) {
    return List.of(
        NotificationExport.of(database, clock, System::nanoTime),
        new ExportDeletion(new ExportStore(database)));
  }

  private static List<JobKind> counts(
      WorkerDependencies dependencies, PipelineResources resources) {
    DataSource database = dependencies.database().dataSource();
    return List.of(
        new CounterFold(new CounterFolding(database), new SentSegmentStore(database)),
        new QuotaCount(new UsageStore(database)),
        new EffectCount(
            new EffectCounting(database, dependencies.config().retention().notifications()),
            new EffectAge(database)),
        new TenantBytesCount(new TemplateBytesCount(database)),
        new CancellationCount(
            new CancellationStore(database),
            new CancelledMessages(database, dependencies.clock()),
            resources.cancellations(),
            new PlannedEnds(resources.admin(), dependencies.clients()),
            CancellationCount.INTAKE_MARGIN));
  }
}
