package dev.notifier.api.lookup;

import dev.notifier.api.audit.LookupAudit;
import dev.notifier.api.http.SignedCursors;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.limits.PersonLookupLimit;
import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.api.sessions.DerivedKey;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.store.Database;
import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.search.NotificationSearch;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the look-up of notifications. */
@Configuration(proxyBeanMethods = false)
public class LookupConfiguration {
  @Bean
  NotificationLookup notificationLookup(Database database, InstantSource clock) {
    return new NotificationLookup(database.dataSource(), clock);
  }

  @Bean
  NotificationSearch notificationSearch(
      Database database, NotificationLookup lookup, InstantSource clock, LongSupplier nanos) {
    return new NotificationSearch(
        database.dataSource(), lookup, NotificationSearch.Bounds.DEFAULT, clock, nanos);
  }

  @Bean
  SignedCursors signedCursors(NotifierConfig config) {
    return new SignedCursors(DerivedKey.hmac(config.privacyKey(), "notifier cursors of searches"));
  }

  @Bean
  SearchController searchController(
      NotificationSearch search,
      Database database,
      NotifierConfig config,
      SignedCursors cursors,
      RouteWaiting routes,
      InstantSource clock,
      WorkLimit work,
      PersonLookupLimit persons,
      LookupAudit audit) {
    return new SearchController(
        search,
        new CounterStore(database.dataSource()),
        SubjectDigest.of(config.privacyKey()),
        cursors,
        new Waits(routes::of, clock),
        work,
        persons,
        audit);
  }

  @Bean
  NotificationsController notificationsController(
      NotificationLookup lookup,
      Pause pause,
      PlanProgress progress,
      RouteWaiting routes,
      InstantSource clock,
      LongSupplier nanos,
      LookupAudit audit) {
    return new NotificationsController(
        lookup,
        new LookupPoller(pause, nanos),
        progress,
        new Waits(routes::of, clock),
        nanos,
        audit);
  }
}
