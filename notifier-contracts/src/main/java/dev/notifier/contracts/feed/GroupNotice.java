package dev.notifier.contracts.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports that a group is complete. A field without a value is missing. Immutable.
 *
 * @param changeId the same whenever this is published
 * @param accepted how many notifications the group has
 * @param ended how many of them have ended
 * @param completedAt when it was seen that as many notifications as expected had ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupNotice(
    String changeId,
    String group,
    @Nullable String title,
    long expected,
    long accepted,
    long ended,
    Instant completedAt,
    List<StateCount> counts)
    implements Notice {
  /** The type in filters of webhooks, where states have the type of their event. */
  public static final String NAME = "notification.group.completed";

  /** The notifications in a state. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StateCount(
      NotificationState state, @Nullable FailureReason reason, long number, long segments) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return group;
  }

  @Override
  public Instant time() {
    return completedAt;
  }

  static GroupNotice of(CompletedGroup group) {
    return new GroupNotice(
        group.id(),
        group.name(),
        group.title(),
        group.expected(),
        group.counts().stream().mapToLong(Count::number).sum(),
        group.counts().stream()
            .filter(each -> hasEnded(each.state()))
            .mapToLong(Count::number)
            .sum(),
        group.at(),
        group.counts().stream()
            .map(
                each -> new StateCount(each.state(), each.reason(), each.number(), each.segments()))
            .toList());
  }

  /** A message without a receipt has ended, although a late one may change its state. */
  private static boolean hasEnded(NotificationState state) {
    return state.isFinal() || state == NotificationState.NO_RECEIPT;
  }
}
