package dev.notifier.api.quotas;

import dev.notifier.api.access.AccessTables;
import dev.notifier.store.Database;
import dev.notifier.store.counters.UsageStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for the quotas of tenants. */
@Configuration(proxyBeanMethods = false)
public class QuotasConfiguration {
  @Bean(initMethod = "start")
  TenantQuotas tenantQuotas(Database database, AccessTables tables, LongSupplier nanos) {
    UsageStore store = new UsageStore(database.dataSource());
    return new TenantQuotas(store::month, new StoredLimits(tables), nanos);
  }

  @Bean
  QuotaMetrics quotaMetrics(MeterRegistry registry, TenantQuotas quotas) {
    return new QuotaMetrics(registry, quotas);
  }

  @Bean
  QuotasController quotasController(TenantQuotas quotas, AccessTables tables) {
    return new QuotasController(quotas, tables::isKnown);
  }

  private record StoredLimits(AccessTables tables) implements TenantQuotas.Limits {
    @Override
    public @Nullable Long of(String tenant) {
      return tables.monthlySegments(tenant);
    }

    @Override
    public Map<String, Long> all() {
      return tables.monthlySegments();
    }
  }
}
