package dev.notifier.api.app;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Sends requests with the key of one operator. */
final class OperatorClient {
  private static final String JSON = "application/json";

  private final RunningApi api;
  private final String key;

  OperatorClient(RunningApi api, String key) {
    this.api = api;
    this.key = key;
  }

  String key() {
    return key;
  }

  Reply get(String path) {
    return send("GET", path, JSON, "");
  }

  Reply post(String path, String json) {
    return send("POST", path, JSON, json);
  }

  Reply put(String path, String json) {
    return send("PUT", path, JSON, json);
  }

  Reply put(String path, String contentType, String body) {
    return send("PUT", path, contentType, body);
  }

  /** Sends If-Match unless it is empty. */
  Reply put(String path, String contentType, String body, String ifMatch) {
    return send("PUT", path, contentType, body, ifMatch);
  }

  Reply post(String path, String json, String ifMatch) {
    return send("POST", path, JSON, json, ifMatch);
  }

  Reply patch(String path, String json, String ifMatch) {
    return send("PATCH", path, JSON, json, ifMatch);
  }

  /** Sends an event; its outcome is that of the request. */
  Reply event(String event) {
    return send("POST", "/v1/events", RunningApi.STRUCTURED, event);
  }

  Reply batch(String events) {
    return send("POST", "/v1/events", RunningApi.BATCH, events);
  }

  Reply delete(String path, String ifMatch) {
    return send("DELETE", path, JSON, "", ifMatch);
  }

  private Reply send(String method, String path, String contentType, String body) {
    return send(method, path, contentType, body, "");
  }

  private Reply send(String method, String path, String contentType, String body, String ifMatch) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", contentType)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return api.send((ifMatch.isEmpty() ? request : request.header("If-Match", ifMatch)).build());
  }
}
