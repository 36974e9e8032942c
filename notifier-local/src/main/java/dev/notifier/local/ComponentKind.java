package dev.notifier.local;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts a start is made of, in the order in which they start; they stop in the reverse one. */
enum ComponentKind {
  POSTGRES(1, "postgres"),
  KAFKA(1, "kafka"),
  SMSC(1, "smsc", "handset"),
  WORKER(2),
  API(3, "api", "apiKey", "editorKey", "reviewerKey", "console");

  private final int stage;

  @SuppressWarnings("ImmutableEnumChecker") // Never handed out, never changed.
  private final String[] endpointFields;

  ComponentKind(int stage, String... endpointFields) {
    this.stage = stage;
    this.endpointFields = endpointFields;
  }

  /** As it is written on the command line and in file names. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Parts of one stage start side by side, and after those of the stage before. */
  int stage() {
    return stage;
  }

  /** The fields of endpoints.json that this part alone writes and removes. */
  Iterable<String> endpointFields() {
    return () -> Stream.of(endpointFields).iterator();
  }

  static Optional<ComponentKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** The kind of a named part: {@code worker-2} is a worker. */
  static Optional<ComponentKind> ofName(String name) {
    return Stream.of(values())
        .filter(kind -> name.equals(kind.word()) || name.startsWith(kind.word() + "-"))
        .findFirst();
  }
}
