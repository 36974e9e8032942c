package dev.notifier.api.counters;

import dev.notifier.store.Database;
import dev.notifier.store.counters.CounterStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about counters. */
@Configuration(proxyBeanMethods = false)
public class CountersConfiguration {
  @Bean
  CountersController countersController(Database database) {
    return new CountersController(new CounterStore(database.dataSource()));
  }
}
