package dev.notifier.local.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the message centre itself tells, if it is our simulator. */
final class SimulatorClient {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Optional<URI> simulator;

  SimulatorClient(Optional<URI> simulator) {
    this.simulator = simulator;
  }

  /**
   * @param accepted segments that it has taken
   * @param repeated those among them that it had taken before
   * @param refused segments that it has refused
   */
  record Counts(long accepted, long repeated, long refused) {
    Counts since(Counts before) {
      return new Counts(
          accepted - before.accepted, repeated - before.repeated, refused - before.refused);
    }
  }

  /** Empty where the centre is not ours. */
  Optional<Counts> counts() throws IOException, InterruptedException {
    if (simulator.isEmpty()) {
      return Optional.empty();
    }
    var counts = get(simulator.get().resolve("/v1/counts"));
    return Optional.of(
        new Counts(
            counts.path("accepted").asLong(),
            counts.path("repeated").asLong(),
            counts.path("refused").asLong()));
  }

  /** How it answers, in words. */
  String behaviour() throws IOException, InterruptedException {
    if (simulator.isEmpty()) {
      return "not ours";
    }
    var config = get(simulator.get().resolve("/v1/config"));
    return "simulator, answers after "
        + delay(config.path("responseDelay"))
        + ", receipts after "
        + delay(config.path("receipts").path("delay"));
  }

  private static String delay(JsonNode delay) {
    var from = delay.path("fixedMs").asLong();
    var spread = delay.path("spreadMs").asLong();
    return spread == 0 ? from + " ms" : from + " to " + (from + spread) + " ms";
  }

  private static JsonNode get(URI uri) throws IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      var ask = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
      return JsonMapper.shared()
          .readTree(http.send(ask, HttpResponse.BodyHandlers.ofString()).body());
    } catch (JacksonException e) {
      throw new IOException("The simulator's answer is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
