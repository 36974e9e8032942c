package dev.notifier.console.live;

import dev.notifier.console.web.ConsoleRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The streams that keep open pages up to date. */
@Controller
final class LiveController {
  private final LiveConnections connections;
  private final ConsoleRequests requests;
  private final Map<String, LiveTopic> topics;

  LiveController(LiveConnections connections, ConsoleRequests requests, List<LiveTopic> topics) {
    this.connections = connections;
    this.requests = requests;
    this.topics =
        topics.stream().collect(Collectors.toUnmodifiableMap(LiveTopic::name, Function.identity()));
  }

  @GetMapping("/live/{topic}")
  ResponseEntity<SseEmitter> only(@PathVariable String topic, HttpServletRequest request) {
    return stream(topic, "", request);
  }

  @GetMapping("/live/{topic}/{key}")
  ResponseEntity<SseEmitter> one(
      @PathVariable String topic, @PathVariable String key, HttpServletRequest request) {
    return stream(topic, key, request);
  }

  private ResponseEntity<SseEmitter> stream(String name, String key, HttpServletRequest request) {
    LiveTopic topic = topics.get(name);
    Optional<LivePage> page = topic == null ? Optional.empty() : topic.page(key);
    if (page.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    Optional<SseEmitter> emitter = connections.add(page.get(), requests.viewer(request));
    if (emitter.isEmpty()) {
      // The page then shows a link to refresh it.
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }
    return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(emitter.get());
  }
}
