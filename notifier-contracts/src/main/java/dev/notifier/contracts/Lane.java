package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A class of urgency. A lane has topics of its own in every stage, so the urgent never waits. */
public enum Lane {
  @JsonProperty("urgent")
  URGENT,
  @JsonProperty("normal")
  NORMAL,
  @JsonProperty("bulk")
  BULK;

  /** The lane as it stands in topic names, JSON and metric tags. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
