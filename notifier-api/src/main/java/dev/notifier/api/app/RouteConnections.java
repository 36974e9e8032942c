package dev.notifier.api.app;

import dev.notifier.api.publication.Publication;
import dev.notifier.api.routes.Board;
import dev.notifier.contracts.RouteRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.store.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the room of the routes with Kafka. */
@Configuration(proxyBeanMethods = false)
class RouteConnections {
  @Bean(initMethod = "start")
  TopicReader routeTopics(TopicConnections topics, Board board) {
    return topics.reader(
        "notifier-api-routes", List.of(Topics.ROUTES, Topics.SESSIONS), new ToBoard(board));
  }

  @Bean(initMethod = "start")
  Publication<RouteRecord> routePublication(Routes routes, Board board, TopicConnections topics) {
    return new Publication<>(
        "routes",
        routes::all,
        board::lacks,
        route -> topics.send(Topics.ROUTES, route.name(), route));
  }

  private record ToBoard(Board board) implements TopicReader.Listener {
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
