package dev.notifier.worker.statuses;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import dev.notifier.contracts.StatusRecord.ForgedText;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import dev.notifier.store.batches.BatchNotices.Notice;
import dev.notifier.store.forged.ForgedTextAlert;
import dev.notifier.store.forged.ForgedTextAlerts;
import dev.notifier.store.groups.GroupCompletionStore.Completed;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.store.optouts.WrongPersonStore.Stored;
import java.util.List;

/** Makes records of {@code notifier.statuses} from rows of the database. */
public final class StatusRecords {
  private StatusRecords() {}

  /** A batch has another state. */
  public static StatusRecord of(Notice notice) {
    return StatusRecord.of(
        notice.tenant(),
        new ChangedBatch(notice.batch(), notice.state(), notice.reason(), notice.at()));
  }

  /** A group is complete. */
  public static StatusRecord of(Completed group) {
    List<Count> counts =
        group.counts().stream()
            .map(each ->
                new Count(
                    NotificationState.of(each.state()),
                    each.reason() == null ? null : FailureReason.of(each.reason()),
                    each.number(),
                    each.segments()))
            .toList();
    return StatusRecord.of(
        group.tenant(),
        new CompletedGroup(
            group.name(), group.title(), group.expected(), group.completedAt(), counts));
  }

  /** Messages about a person do not concern a number. */
  public static StatusRecord of(Stored stored) {
    Exclusion said = stored.exclusion();
    return StatusRecord.of(
        said.evidence().tenant(),
        new WrongPerson(
            stored.id(),
            said.subject().kind(),
            said.excluded(),
            said.evidence().inbound(),
            said.at()));
  }

  /** A forged text is reported often. */
  public static StatusRecord of(ForgedTextAlert alert) {
    return StatusRecord.of(
        alert.tenant(),
        new ForgedText(
            alert.id(), ForgedTextAlerts.REPORTS, alert.since(), alert.inbound(), alert.at()));
  }
}
