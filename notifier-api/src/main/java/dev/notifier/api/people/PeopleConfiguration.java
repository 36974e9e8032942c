package dev.notifier.api.people;

import dev.notifier.api.http.WorkLimit;
import dev.notifier.store.Database;
import dev.notifier.store.people.ErasureOrders;
import dev.notifier.store.people.PersonalData;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the requests about the data of one recipient. */
@Configuration(proxyBeanMethods = false)
public class PeopleConfiguration {
  @Bean
  PeopleController peopleController(Database database, InstantSource clock, WorkLimit work) {
    PersonalData data = new PersonalData(database.dataSource());
    ErasureOrders erasures = new ErasureOrders(database.dataSource(), data);
    return new PeopleController(data, erasures, clock, work);
  }
}
