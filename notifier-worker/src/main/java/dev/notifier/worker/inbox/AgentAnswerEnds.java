package dev.notifier.worker.inbox;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.store.inbox.PendingAnswers;
import dev.notifier.store.inbox.PendingAnswers.Pending;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.lookup.LookupKey;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.NotificationLookup.Planned;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes conversations wait again whose last answer failed or expired after it was accepted. Without
 * a receipt, an answer counts as arrived. The progress counts answers that did not arrive.
 */
public final class AgentAnswerEnds implements JobKind {
  private static final Logger LOG = LoggerFactory.getLogger(AgentAnswerEnds.class);

  private static final int MAX_ANSWERS = 100;

  /** Longer than an answer may be sent, and a receipt for it is awaited. */
  private static final Duration WATCHED = Duration.ofDays(14);

  private final PendingAnswers answers;
  private final NotificationLookup lookup;

  public AgentAnswerEnds(PendingAnswers answers, NotificationLookup lookup) {
    this.answers = answers;
    this.lookup = lookup;
  }

  @Override
  public String name() {
    return "agent-answers";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  /** Answers are sent without it. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  /** So that one answer that cannot be processed delays no others. */
  @Override
  public boolean inTransaction() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    List<Pending> due = answers.take(MAX_ANSWERS);
    Map<String, List<Pending>> byTenant =
        due.stream().collect(Collectors.groupingBy(Pending::tenant));
    long lost = job.done();
    for (Map.Entry<String, List<Pending>> each : byTenant.entrySet()) {
      lost += look(each.getKey(), each.getValue(), job);
    }
    Progress progress = new Progress(lost, null);
    return due.size() < MAX_ANSWERS
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }

  /** Returns how many of the answers did not arrive. */
  private int look(String tenant, List<Pending> due, LeasedJob job) {
    List<@Nullable Planned> found =
        lookup.findAllRecent(tenant, due.stream().map(AgentAnswerEnds::key).toList());
    int lost = 0;
    for (int i = 0; i < due.size(); i++) {
      Planned planned = found.get(i);
      try {
        if (hasFailed(due.get(i), planned == null ? null : planned.notification(), job)) {
          lost++;
        }
      } catch (RuntimeException e) {
        LOG.warn("An answer is looked at again later: {}", RedactedError.of(e));
      }
    }
    return lost;
  }

  private static LookupKey key(Pending answer) {
    return answer.notification() == null
        ? new LookupKey(
            null,
            ReplyOrigin.SOURCE,
            ReplyOrigin.idOfAnswer(answer.conversation(), answer.number()))
        : new LookupKey(answer.notification(), null, null);
  }

  private boolean hasFailed(
      Pending answer, @Nullable StoredNotification notification, LeasedJob job) {
    if (notification == null) {
      forgetIfOld(answer, job);
      return false;
    }
    NotificationState state = notification.status().state();
    return switch (state) {
      case DELIVERED, NO_RECEIPT -> {
        answers.forget(answer);
        yield false;
      }
      case EXPIRED, UNDELIVERED, SKIPPED, CANCELLED, REJECTED ->
          answers.notArrived(answer, why(state, notification.status().reason()), job.now());
      case ACCEPTED, DEFERRED, PLANNED, UNCONFIRMED, SUBMITTED, UNKNOWN -> {
        if (answer.notification() == null) {
          answers.planned(answer, notification.id());
        }
        forgetIfOld(answer, job);
        yield false;
      }
    };
  }

  private void forgetIfOld(Pending answer, LeasedJob job) {
    if (answer.sentAt().plus(WATCHED).isBefore(job.now())) {
      answers.forget(answer);
    }
  }

  private static String why(NotificationState state, @Nullable FailureReason reason) {
    return reason == null ? state.name() : reason.name();
  }
}
