package dev.notifier.api.routes;

import dev.notifier.api.publication.Publication;
import dev.notifier.contracts.RouteRecord;
import dev.notifier.store.Database;
import dev.notifier.store.Routes;
import dev.notifier.store.UnconfirmedStore;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together; what touches Kafka is made outside. */
@Configuration(proxyBeanMethods = false)
public class RoutesRoom {
  @Bean
  Routes routes(Database database, InstantSource clock) {
    return new Routes(database.dataSource(), clock);
  }

  @Bean
  Board board(LongSupplier nanos) {
    return new Board(nanos);
  }

  @Bean
  RoutesController routesController(
      Routes routes,
      Database database,
      Board board,
      Publication<RouteRecord> publication,
      InstantSource clock) {
    UnconfirmedStore unconfirmed = new UnconfirmedStore(database.dataSource());
    return new RoutesController(new RouteDesk(routes, unconfirmed, board, publication, clock));
  }
}
