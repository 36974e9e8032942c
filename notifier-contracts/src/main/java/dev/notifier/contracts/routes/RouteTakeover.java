package dev.notifier.contracts.routes;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.contracts.Lane;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A decision that a route takes over the messages of the other routes until a time. It ends by
 * itself: each reader compares the time.
 *
 * @param messages which ones
 * @param until when it ends
 * @param since when it was ordered
 * @param by the name of the operator
 * @param reason as the operator gave it
 */
public record RouteTakeover(
    Messages messages, Instant until, Instant since, String by, String reason) {
  /** What a route takes. */
  public enum Messages {
    /** Those of every lane. */
    @JsonProperty("all")
    ALL,
    /** Those of the lane {@link Lane#URGENT}. */
    @JsonProperty("urgent")
    URGENT;

    /** Such as {@code urgent}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The value with this id. */
    public static Optional<Messages> of(String id) {
      return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
    }
  }

  /** Whether it has all fields, which one that another program wrote may lack. */
  @JsonIgnore
  public boolean isComplete() {
    return Stream.of(messages, until, since, by, reason).allMatch(Objects::nonNull);
  }

  /** Whether it is in force. */
  public boolean isInForce(Instant now) {
    return now.isBefore(until);
  }

  /**
   * Whether it is in force for messages of a lane.
   *
   * @param lane null if it is unknown
   */
  private boolean covers(@Nullable Lane lane, Instant now) {
    return isInForce(now) && (messages == Messages.ALL || lane == Lane.URGENT);
  }

  /**
   * The route that takes the messages of a lane: that of the latest order that counts.
   *
   * @param orders by the name of the route
   * @param counts whether a route can take messages; the order of another one is as if it were not
   *     given
   * @param lane null if it is unknown; then only what covers every lane counts
   * @return null if there is none
   */
  public static @Nullable String route(
      Map<String, RouteTakeover> orders,
      Predicate<String> counts,
      @Nullable Lane lane,
      Instant now) {
    return orders.entrySet().stream()
        .filter(each -> each.getValue().covers(lane, now) && counts.test(each.getKey()))
        .max(
            Comparator.comparing((Map.Entry<String, RouteTakeover> each) -> each.getValue().since())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
