package dev.notifier.contracts.origin;

import java.util.List;

/**
 * The events that Notifier itself creates. Intake refuses such events: their texts are free, and
 * opt-outs do not block answers.
 */
public final class OwnEvents {
  /** The first segments of their sources. */
  private static final List<String> SOURCES = List.of("/batches", "/inbound", "/notifier");

  private static final String TYPES = "reply.";

  private OwnEvents() {}

  /** Whether events of the source are Notifier's own. */
  public static boolean hasSource(String source) {
    return SOURCES.stream().anyMatch(own -> source.equals(own) || source.startsWith(own + "/"));
  }

  /** Whether events of the type are answers. */
  public static boolean hasType(String type) {
    return type.startsWith(TYPES);
  }
}
