package dev.notifier.api.batchlines;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.store.Database;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about lines of a batch and columns of its file. */
@Configuration(proxyBeanMethods = false)
public class BatchLinesConfiguration {
  @Bean
  BatchLinesController batchLinesController(
      Database database,
      EventTypeRegistry types,
      RefusalChecks checks,
      LookupAudit lookups,
      WorkLimit work,
      InstantSource clock) {
    BatchLines lines = new BatchLines(database.dataSource());
    return new BatchLinesController(
        new BatchStore(database.dataSource()),
        lines,
        new LinePreview(lines, types, checks, clock),
        lookups,
        work);
  }

  @Bean
  FileColumnsController fileColumnsController(EventTypeRegistry types) {
    return new FileColumnsController(types);
  }
}
