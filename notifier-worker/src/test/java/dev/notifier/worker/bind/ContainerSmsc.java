package dev.notifier.worker.bind;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import dev.notifier.smsc.record.Counts;
import dev.notifier.testing.SimulatorContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The simulator as a container, controlled over HTTP. */
final class ContainerSmsc implements Smsc {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SimulatorContainer simulator = SimulatorContainer.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public String host() {
    return simulator.host();
  }

  @Override
  public int smppPort() {
    return simulator.smppPort();
  }

  @Override
  public Counts counts() {
    return JSON.readValue(call("GET", "v1/counts", BodyPublishers.noBody()), Counts.class);
  }

  @Override
  public void configure(Behaviour behaviour) {
    ObjectNode all = (ObjectNode) JSON.readTree(BehaviourFormat.toJson(behaviour));
    all.put("password", behaviour.password()); // The API never shows it.
    call("PUT", "v1/config", BodyPublishers.ofString(all.toString()));
  }

  @Override
  public void dropSessions() {
    call("POST", "v1/sessions/drop", BodyPublishers.noBody());
  }

  private String call(String method, String path, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(simulator.http().resolve(path)).method(method, body).build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(path + " responded with " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    simulator.close();
  }
}
