package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A priority class with topics of its own in every stage, so urgent messages never wait. */
public enum Lane {
  @JsonProperty("urgent")
  URGENT,
  @JsonProperty("normal")
  NORMAL,
  @JsonProperty("bulk")
  BULK;

  /** The lane in topic names, JSON and metric tags. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
