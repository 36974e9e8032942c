package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Classifies the segments that the former owner left pending, and reads their texts again. */
public final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final BindId bind;
  private final TextLookup texts;
  private final UncommittedResponses uncommitted;

  /**
   * @param uncommitted what this process knows if it was the former owner
   */
  public Recovery(BindId bind, TextLookup texts, UncommittedResponses uncommitted) {
    this.bind = bind;
    this.texts = texts;
    this.uncommitted = uncommitted;
  }

  /** The state to continue with. */
  public RecoveredState recover(JournalState journal) {
    List<SubmitIntent> pending = journal.pending();
    uncommitted.retainOnly(pending.stream().map(SubmitIntent::number).collect(Collectors.toSet()));
    Map<Lane, Map<Long, SubmitRecord>> messages = messages(pending);
    List<SegmentResponse> responded = new ArrayList<>();
    List<PendingSegment> unwritten = new ArrayList<>();
    List<PendingSegment> unconfirmed = new ArrayList<>();
    List<SubmitIntent> withoutText = new ArrayList<>();
    for (SubmitIntent intent : pending) {
      SubmitRecord message = messages.getOrDefault(intent.lane(), Map.of()).get(intent.offset());
      if (message == null) {
        logMissingText(intent);
        withoutText.add(intent);
        continue;
      }
      PendingSegment segment = new PendingSegment(intent, message);
      SubmitResponse response = uncommitted.responseTo(intent.number());
      if (response != null) {
        responded.add(new SegmentResponse(segment, response));
      } else if (journal.isReleased() || uncommitted.isUnwritten(intent.number())) {
        uncommitted.journaling(intent.number()); // Stays known if this owner starts over.
        unwritten.add(segment);
      } else {
        unconfirmed.add(segment);
      }
    }
    log.info(
        "Took over bind {}: {} pending segments, {} of them not written, {} unconfirmed",
        bind,
        pending.size(),
        unwritten.size(),
        unconfirmed.size());
    return new RecoveredState(
        journal.lastIntentNumber(),
        journal.isNew() || journal.isReleased(),
        responded,
        unwritten,
        unconfirmed,
        withoutText);
  }

  private void logMissingText(SubmitIntent intent) {
    log.error(
        "Bind {}: the text of segment {} at {} offset {} was deleted; the segment stays unconfirmed",
        bind,
        intent.segment(),
        intent.lane(),
        intent.offset());
  }

  private Map<Lane, Map<Long, SubmitRecord>> messages(List<SubmitIntent> pending) {
    Map<Lane, Map<Long, SubmitRecord>> messages = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      List<Long> offsets =
          pending.stream()
              .filter(intent -> intent.lane() == lane)
              .map(SubmitIntent::offset)
              .toList();
      if (!offsets.isEmpty()) {
        messages.put(lane, texts.lookUp(lane, offsets));
      }
    }
    return messages;
  }
}
