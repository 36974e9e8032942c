package dev.notifier.api.groups;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.store.Database;
import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.groups.GroupStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about groups. */
@Configuration(proxyBeanMethods = false)
public class GroupsConfiguration {
  @Bean
  GroupsController groupsController(Database database, AuditTrail audit) {
    return new GroupsController(
        new GroupService(
            new GroupStore(database.dataSource()), new CounterStore(database.dataSource()), audit));
  }
}
