package dev.notifier.api.app;

import dev.notifier.api.publication.TopicReconciler;
import dev.notifier.api.routes.RouteStatusCache;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.store.routes.RouteStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the room of the routes with Kafka. */
@Configuration(proxyBeanMethods = false)
class RouteKafkaConfiguration {
  @Bean(initMethod = "start")
  TopicReader routeTopics(TopicClients topics, RouteStatusCache board) {
    return topics.reader(
        "notifier-api-routes", List.of(Topics.ROUTES, Topics.SESSIONS), new ToBoard(board));
  }

  @Bean(initMethod = "start")
  TopicReconciler<RouteRecord> routePublication(
      RouteStore routes, RouteStatusCache board, TopicClients topics) {
    return new TopicReconciler<>(
        "routes",
        routes::all,
        board::lacks,
        route -> topics.send(Topics.ROUTES, route.name(), route));
  }

  private record ToBoard(RouteStatusCache board) implements TopicReader.Listener {
    @Override
    public void told(String topic, String key, byte @Nullable [] value) {
      if (topic.equals(Topics.ROUTES)) {
        board.routeTold(key, value);
      } else {
        board.sessionTold(key, value);
      }
    }

    @Override
    public void knowsAllOf(long nanoTime) {
      board.knowsAllOf(nanoTime);
    }
  }
}
