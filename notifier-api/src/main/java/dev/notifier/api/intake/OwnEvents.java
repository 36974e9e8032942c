package dev.notifier.api.intake;

import java.util.List;

/**
 * The events that Notifier itself creates. Callers cannot send such events: their texts are free,
 * and opt-outs do not block answers.
 */
final class OwnEvents {
  /** The first segments of their sources. */
  private static final List<String> SOURCES = List.of("/batches", "/inbound", "/notifier");

  private static final String TYPES = "reply.";

  private OwnEvents() {}

  static boolean hasSource(String source) {
    return SOURCES.stream()
        .anyMatch(own -> source.equals(own) || source.startsWith(own + "/"));
  }

  static boolean hasType(String type) {
    return type.startsWith(TYPES);
  }
}
