package dev.notifier.local.components;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.hotline.HotlineReceiver;
import dev.notifier.local.queries.QuerySystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The system that answers queries with test data, and the hotline, in this process. */
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
    system.serve(HotlineReceiver.PAGE, new HotlineReceiver(hotlineSecret(home)));
    return RunningComponent.inThisProcess(
        system.url(),
        Map.of("queries", system.url(), "hotline", system.url() + HotlineReceiver.PAGE),
        () -> true,
        system::close);
  }

  /** The secret of the home that signs queries, as Standard Webhooks want it. */
  static String secret(HomeDirectory home) throws IOException {
    return webhookSecret(home.secret("query-secret"));
  }

  /** The secret of the home that signs events for the hotline, as Standard Webhooks want it. */
  static String hotlineSecret(HomeDirectory home) throws IOException {
    return webhookSecret(home.secret("hotline-secret"));
  }

  private static String webhookSecret(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }
}
