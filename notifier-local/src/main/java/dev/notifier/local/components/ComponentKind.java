package dev.notifier.local.components;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The components of a start, in the order in which they start; they stop in reverse order. */
public enum ComponentKind {
  POSTGRES(1, "postgres"),
  KAFKA(1, "kafka"),
  SMSC(1, "smsc", "handset"),
  QUERIES(1, "queries", "hotline"),
  WORKER(2),
  API(3, "api", "apiHealth", "apiKey", "editorKey", "reviewerKey", "console");

  private final int stage;

  @SuppressWarnings("ImmutableEnumChecker") // Never handed out, never changed.
  private final String[] endpointFields;

  ComponentKind(int stage, String... endpointFields) {
    this.stage = stage;
    this.endpointFields = endpointFields;
  }

  /** The name on the command line and in file names. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Components of one stage start concurrently, after those of the previous stage. */
  public int stage() {
    return stage;
  }

  /** The fields of endpoints.json that only this component writes and removes. */
  Iterable<String> endpointFields() {
    return () -> Stream.of(endpointFields).iterator();
  }

  /** The kind of a component with this name: {@code worker-2} is a worker. */
  public static Optional<ComponentKind> ofComponent(String name) {
    return Stream.of(values())
        .filter(kind -> name.equals(kind.label()) || name.startsWith(kind.label() + "-"))
        .findFirst();
  }
}
