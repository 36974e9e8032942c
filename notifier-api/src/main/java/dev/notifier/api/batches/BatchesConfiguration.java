package dev.notifier.api.batches;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.cancellations.CancellationService;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.UploadStore;
import dev.notifier.store.feeding.BatchCounts;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about batches. */
@Configuration(proxyBeanMethods = false)
public class BatchesConfiguration {
  @Bean
  BatchUploadController batchUploadController(
      Database database,
      EventTypeRegistry types,
      NotifierConfig config,
      AuditTrail audit,
      LongSupplier nanos) {
    BatchService service =
        new BatchService(
            new BatchStore(database.dataSource()),
            new UploadStore(database.dataSource()),
            types,
            audit);
    return new BatchUploadController(service, config.http().bodyTimeout(), nanos);
  }

  @Bean
  BatchesController batchesController(
      Database database,
      NotifierConfig config,
      AuditTrail audit,
      CancellationService cancellations,
      InstantSource clock) {
    BatchStore batches = new BatchStore(database.dataSource());
    DryRunStore dryRuns = new DryRunStore(database.dataSource());
    BatchCommands commands =
        new BatchCommands(
            batches,
            new UploadStore(database.dataSource()),
            dryRuns,
            audit,
            cancellations,
            clock,
            config.batches().releaseLimit());
    BatchDocuments documents = new BatchDocuments(new BatchCounts(database.dataSource()));
    return new BatchesController(batches, dryRuns, commands, documents, clock);
  }
}
