package dev.notifier.contracts.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the messages of a stored key are for. A key never changes its kind. */
public enum KeyKind {
  /** Messages to everybody, in the data of its tenant. */
  @JsonProperty("live")
  LIVE,
  /** Messages of tests, in the data of the shadow tenant, through routes for tests only. */
  @JsonProperty("test")
  TEST,
  /** Messages to the listed numbers of a team only, in the data of its tenant. */
  @JsonProperty("team")
  TEAM;

  /** The kind in keys, JSON and documents, such as {@code live}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this id. */
  public static Optional<KeyKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
  }
}
