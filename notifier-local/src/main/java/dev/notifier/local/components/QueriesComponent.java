package dev.notifier.local.components;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.queries.QuerySystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The system that answers queries with test data, in this process. */
record QueriesComponent(HomeDirectory home, int port) implements Component {
  private static final Duration SLOW = Duration.ofSeconds(5);

  @Override
  public ComponentKind kind() {
    return ComponentKind.QUERIES;
  }

  @Override
  public List<NeededPort> ports() {
    return List.of(new NeededPort(port, "local.queries-port"));
  }

  @Override
  public RunningComponent start() throws IOException {
    QuerySystem system = QuerySystem.start(port, secret(home), SLOW);
    return RunningComponent.inThisProcess(
        system.url(), Map.of("queries", system.url()), () -> true, system::close);
  }

  /** The secret of the home that signs its requests, as Standard Webhooks want it. */
  static String secret(HomeDirectory home) throws IOException {
    byte[] secret = home.secret("query-secret").getBytes(StandardCharsets.US_ASCII);
    return "whsec_" + Base64.getEncoder().encodeToString(secret);
  }
}
