package dev.notifier.api.users;

import dev.notifier.api.access.KeysOfUsers;
import dev.notifier.api.audit.AuditTrail;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.access.KeyMakers;
import dev.notifier.store.access.TenantStore;
import dev.notifier.store.templates.TemplateHandOver;
import dev.notifier.store.users.UserOverviews;
import dev.notifier.store.users.UserStore;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for the management of users. */
@Configuration(proxyBeanMethods = false)
public class UsersConfiguration {
  @Bean
  UserStore userStore(Database database, InstantSource clock) {
    return new UserStore(database.dataSource(), clock);
  }

  @Bean
  UsersController usersController(
      UserStore store,
      UserCredentials credentials,
      TenantStore tenants,
      KeysOfUsers keys,
      KeyMakers makers,
      Database database,
      NotifierConfig config,
      AuditTrail audit,
      RandomGenerator random,
      InstantSource clock) {
    UserOverviews overviews =
        new UserOverviews(database.dataSource(), clock, config.users().idleTimeout());
    UserChanges changes =
        new UserChanges(
            store,
            overviews,
            credentials,
            new TemplateHandOver(database.dataSource(), clock),
            keys,
            audit);
    return new UsersController(
        new UserService(store, overviews, changes, tenants, makers, () -> uuid(random)));
  }

  /** A random UUID (RFC 9562, 5.4). */
  private static UUID uuid(RandomGenerator random) {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
