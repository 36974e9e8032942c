package dev.notifier.api.permissions;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.quotas.QuotaMetrics;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.api.security.RefusedUses;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import dev.notifier.store.access.KeyDayStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for the permissions of keys. */
@Configuration(proxyBeanMethods = false)
public class PermissionsConfiguration {
  @Bean(initMethod = "start")
  DailyLimits dailyLimits(Database database, InstantSource clock) {
    return new DailyLimits(new StoredDays(new KeyDayStore(database.dataSource())), clock);
  }

  @Bean
  SendPermissions sendPermissions(
      DailyLimits days,
      TenantQuotas quotas,
      QuotaMetrics quotaMetrics,
      RefusedUses refusals,
      NotifierConfig config) {
    RecipientKey hmac = new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
    boolean hasTestRoute = config.routes().values().stream().anyMatch(RouteConfig::test);
    return new SendPermissions(
        days, new SendPermissions.Quotas(quotas, quotaMetrics), refusals, hmac, hasTestRoute);
  }

  @Bean
  BatchPermissions batchPermissions(EventTypeRegistry types, RefusedUses refusals) {
    return new BatchPermissions(types, refusals);
  }

  private record StoredDays(KeyDayStore store) implements DailyLimits.Store {
    @Override
    public void add(LocalDate day, Map<String, Long> accepted) {
      store.add(day, accepted);
    }

    @Override
    public Map<String, Long> totals(LocalDate day) {
      return store.totals(day);
    }

    @Override
    public void deleteOld(LocalDate today) {
      store.deleteOld(today);
    }
  }
}
