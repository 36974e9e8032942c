package dev.notifier.api.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call's events.
 *
 * @param accepted how many Kafka has
 * @param refused how many have mistakes; what is in neither count is to be sent again
 * @param items one for each event in the caller's order; left out when the caller wants it so and
 *     all are accepted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntakeResult(int accepted, int refused, @Nullable List<Item> items) {
  /** An event's fate. */
  enum Status {
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("refused")
    REFUSED,
    @JsonProperty("retry")
    RETRY
  }

  /**
   * One event.
   *
   * @param index from 0
   * @param code why not, for programs; null when accepted
   * @param detail why not and what to do, for people; null when accepted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      int index,
      @Nullable String source,
      @Nullable String id,
      Status status,
      @Nullable String code,
      @Nullable String detail) {}

  static IntakeResult of(List<Item> items) {
    int accepted = 0;
    int refused = 0;
    for (Item item : items) {
      switch (item.status()) {
        case ACCEPTED -> accepted++;
        case REFUSED -> refused++;
        case RETRY -> {}
      }
    }
    return new IntakeResult(accepted, refused, items);
  }

  boolean allAccepted() {
    return items != null && accepted == items.size();
  }

  boolean allRefused() {
    return items != null && refused == items.size();
  }

  boolean anyRetry() {
    return items != null && accepted + refused < items.size();
  }

  IntakeResult withoutItems() {
    return new IntakeResult(accepted, refused, null);
  }
}
