package dev.notifier.api.access;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.cancellations.CancellationService;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import dev.notifier.store.access.KeyMakers;
import dev.notifier.store.access.KeyStore;
import dev.notifier.store.access.KeysOfLeavers;
import dev.notifier.store.access.TenantStore;
import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The beans for stored keys and tenants. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {
  @Bean
  KeyStore keyStore(Database database, InstantSource clock) {
    return new KeyStore(database.dataSource(), clock);
  }

  @Bean
  KeyMakers keyMakers(Database database) {
    return new KeyMakers(database.dataSource());
  }

  @Bean
  TenantStore tenantStore(Database database, InstantSource clock) {
    return new TenantStore(database.dataSource(), clock);
  }

  @Bean(initMethod = "start")
  AccessTables accessTables(KafkaClients clients, LongSupplier nanos) {
    return new AccessTables(clients, nanos);
  }

  @Bean
  TeamNumbers teamNumbers(AccessTables tables, NotifierConfig config, InstantSource clock) {
    RecipientKey hmac = new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
    return new TeamNumbers(tables, hmac, clock);
  }

  @Bean(initMethod = "start")
  KeyUses keyUses(KeyStore store, InstantSource clock) {
    return new KeyUses(store::noteUses, clock);
  }

  /** After the keys of the configuration, which are accepted whatever happens. */
  @Bean
  @Order(0)
  StoredKeys storedKeys(
      AccessTables tables, KeyUses uses, InstantSource clock, NotifierConfig config) {
    boolean configured =
        !config.apiKey().equals(NotifierConfig.NO_API_KEY)
            || config.operators().values().stream().anyMatch(AccessConfiguration::isAdministrator);
    return new StoredKeys(tables, uses, clock, !configured);
  }

  private static boolean isAdministrator(NotifierConfig.Operator operator) {
    return operator.tenant().equals(Tenants.NATIONAL)
        && (operator.scopes().isEmpty() || operator.scopes().contains(Scope.KEYS_MANAGE));
  }

  @Bean(initMethod = "start")
  TopicReconciler<KeyRecord> keyReconciler(
      KeyStore store, AccessTables tables, CompactedTopicPublisher publisher, LongSupplier nanos) {
    return new TopicReconciler<>(
        new TopicReconciler.Source<>(
            "API keys",
            new Publication<>(
                tables.keys(),
                new Publication.Source<>(
                    "API keys",
                    store::all,
                    KeyRecord::id,
                    KeyRecord::version,
                    KeyRecord::withVersion,
                    store::restore)),
            key -> tables.keys().isMissing(key.id(), key),
            key -> publisher.publishAndWait(Topics.KEYS, key.id(), key)),
        nanos);
  }

  @Bean(initMethod = "start")
  TopicReconciler<TenantRecord> tenantReconciler(
      TenantStore store,
      AccessTables tables,
      CompactedTopicPublisher publisher,
      LongSupplier nanos) {
    return new TopicReconciler<>(
        new TopicReconciler.Source<>(
            "tenants",
            new Publication<>(
                tables.tenants(),
                new Publication.Source<>(
                    "tenants",
                    store::all,
                    TenantRecord::id,
                    TenantRecord::version,
                    TenantRecord::withVersion,
                    store::restore)),
            tenant -> tables.tenants().isMissing(tenant.id(), tenant),
            tenant -> publisher.publishAndWait(Topics.TENANTS, tenant.id(), tenant)),
        nanos);
  }

  @Bean
  KeysOfUsers keysOfUsers(
      Database database,
      AccessTables tables,
      TopicReconciler<KeyRecord> publication,
      InstantSource clock) {
    KeysOfLeavers store = new KeysOfLeavers(database.dataSource(), clock);
    return new KeysOfUsers(store, tables, publication);
  }

  @Bean
  KeyRequests keyRequests() {
    return new KeyRequests();
  }

  /** Behind the authentication, and before the limits, which refuse requests. */
  @Bean
  FilterRegistrationBean<KeyRequestsFilter> keyRequestsFilter(
      KeyRequests requests, InstantSource clock) {
    FilterRegistrationBean<KeyRequestsFilter> registration =
        new FilterRegistrationBean<>(new KeyRequestsFilter(requests, clock));
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 12);
    return registration;
  }

  @Bean
  KeysController keysController(
      KeyRequests requests,
      KeyStore store,
      KeyMakers makers,
      TenantStore tenants,
      AccessTables tables,
      TopicReconciler<KeyRecord> publication,
      CancellationService cancellations,
      NotifierConfig config,
      RandomGenerator random,
      AuditTrail audit,
      InstantSource clock) {
    RecipientKey hmac = new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
    return new KeysController(
        new KeyService(
            store,
            new KeyChanges(store, makers, audit),
            tenants,
            tables,
            publication,
            cancellations,
            hmac,
            random,
            clock),
        requests,
        clock.instant());
  }

  @Bean
  TenantsController tenantsController(
      TenantStore store,
      AccessTables tables,
      TopicReconciler<TenantRecord> publication,
      AuditTrail audit) {
    return new TenantsController(new TenantService(store, tables, publication, audit));
  }
}
