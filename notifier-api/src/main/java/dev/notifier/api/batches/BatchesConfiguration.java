package dev.notifier.api.batches;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.cancellations.CancellationService;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.permissions.BatchPermissions;
import dev.notifier.api.permissions.DailyLimits;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.batches.BatchesConfig;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.store.Database;
import dev.notifier.store.access.TenantStore;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchRetries;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.UploadStore;
import dev.notifier.store.feeding.BatchCounts;
import dev.notifier.store.search.BatchOutcomes;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about batches. */
@Configuration(proxyBeanMethods = false)
public class BatchesConfiguration {
  @Bean
  BatchUploadController batchUploadController(
      Database database,
      EventTypeRegistry types,
      BatchPermissions permissions,
      NotifierConfig config,
      AuditTrail audit,
      LongSupplier nanos) {
    BatchService service =
        new BatchService(
            new BatchStore(database.dataSource()),
            new UploadStore(database.dataSource()),
            types,
            permissions,
            audit);
    return new BatchUploadController(service, config.http().bodyTimeout(), nanos);
  }

  @Bean
  BatchFilesController batchFilesController(
      Database database,
      BatchCommands commands,
      EventTypeRegistry types,
      LookupAudit lookups,
      InstantSource clock,
      LongSupplier nanos) {
    BatchLines lines = new BatchLines(database.dataSource());
    return new BatchFilesController(
        commands,
        new RefusedReport(lines),
        new OutcomeReport(
            new BatchOutcomes(database.dataSource()),
            lines,
            new BatchCounts(database.dataSource())),
        types,
        lookups,
        clock,
        nanos);
  }

  @Bean
  BatchesController batchesController(
      Database database,
      NotifierConfig config,
      BatchCommands commands,
      AuditTrail audit,
      TenantQuotas quotas,
      QuotaCheck quota,
      InstantSource clock) {
    BatchCounts counts = new BatchCounts(database.dataSource());
    return new BatchesController(
        new BatchStore(database.dataSource()),
        new DryRunStore(database.dataSource()),
        commands,
        new BatchRetry(commands, new BatchRetries(database.dataSource()), counts, audit),
        new BatchDocuments(
            counts,
            clock,
            releaseLimit(new TenantStore(database.dataSource(), clock), config.batches())),
        quotas,
        quota,
        clock);
  }

  @Bean
  QuotaCheck quotaCheck(
      Database database, TenantQuotas quotas, EventTypeRegistry types, DailyLimits days) {
    return new QuotaCheck(quotas, types, new DryRunStore(database.dataSource()), days);
  }

  @Bean
  BatchCommands batchCommands(
      Database database,
      NotifierConfig config,
      AuditTrail audit,
      CancellationService cancellations,
      QuotaCheck quota,
      BatchPermissions permissions,
      InstantSource clock) {
    return new BatchCommands(
        new BatchStore(database.dataSource()),
        new UploadStore(database.dataSource()),
        new DryRunStore(database.dataSource()),
        new ReleaseChecks(
            database.dataSource(),
            config.batches(),
            new ReleaseChecks.OfKey(permissions, quota),
            clock),
        audit,
        cancellations,
        clock,
        releaseLimit(new TenantStore(database.dataSource(), clock), config.batches()));
  }

  /** That of a tenant itself, or of all others. */
  private static ToIntFunction<String> releaseLimit(TenantStore tenants, BatchesConfig config) {
    return tenant ->
        StoreAccess.call(() -> tenants.find(TenantRecord.ownerOf(tenant)))
            .map(found -> found.tenant().releaseLimit())
            .orElse(config.releaseLimit());
  }
}
