package dev.notifier.api.fuzz;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Collects the requests for one operation. Not thread-safe. */
final class Requests {
  private final Operation operation;
  private final String key;
  private final Random random;
  private final List<RawRequest> collected = new ArrayList<>();

  Requests(Operation operation, String key, Random random) {
    this.operation = operation;
    this.key = key;
    this.random = random;
  }

  Operation operation() {
    return operation;
  }

  Random random() {
    return random;
  }

  /** At most so many of the values, chosen at random. */
  <T> List<T> some(Collection<T> values, int limit) {
    List<T> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(limit, shuffled.size()));
  }

  List<RawRequest> collected() {
    return collected;
  }

  /** Adds a valid request, of which the caller changes one thing. */
  RawRequest add(String kind) {
    RawRequest request = withoutBody(kind);
    operation.mediaTypes().stream()
        .findFirst()
        .ifPresent(type -> {
          Operation.Body body = Objects.requireNonNull(operation.bodies().get(type));
          request.header(RawRequest.CONTENT_TYPE, type).body(text(body.example()));
        });
    return request;
  }

  /** Adds a request with this body. */
  RawRequest addBody(String kind, String mediaType, String body) {
    return withoutBody(kind).header(RawRequest.CONTENT_TYPE, mediaType).body(body);
  }

  private RawRequest withoutBody(String kind) {
    RawRequest request = RawRequest.withoutBody(kind, operation, key);
    collected.add(request);
    return request;
  }

  static String text(JsonNode node) {
    return node.toString();
  }
}
