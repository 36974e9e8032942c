package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about everything that the former owner left open, and reads its texts again. */
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final Bind bind;
  private final LaneQueues lanes;
  private final JournalState state;
  private final UncommittedResponses memory;

  Recovery(Bind bind, LaneQueues lanes, JournalState state, UncommittedResponses memory) {
    this.bind = bind;
    this.lanes = lanes;
    this.state = state;
    this.memory = memory;
  }

  /** Gives every open segment to the run: to write, as answered, or in doubt. */
  void apply(BindLoop run) {
    List<SubmitIntent> open = state.open();
    memory.retainOnly(open.stream().map(SubmitIntent::number).collect(Collectors.toSet()));
    Map<Lane, Map<Long, SubmitRecord>> texts = texts(open);
    lanes.startAt(state.lanes());
    int doubts = 0;
    int unwritten = 0;
    for (SubmitIntent naming : open) {
      SubmitRecord message = texts.getOrDefault(naming.lane(), Map.of()).get(naming.offset());
      if (message == null) {
        log.error(
            "Bind {}: the text of segment {} at {} offset {} is gone; it is held",
            bind,
            naming.segment(),
            naming.lane(),
            naming.offset());
        run.hold(naming);
        continue;
      }
      PendingSegment segment = new PendingSegment(naming, message);
      UncommittedResponses.Heard heard = memory.answerTo(naming.number());
      if (heard != null) {
        run.verdicts().answered(segment, heard);
      } else if (state.released() || memory.isUnwritten(naming.number())) {
        unwritten++;
        memory.named(naming.number()); // So that it stays known if this owner starts over.
        run.flight().name(segment);
      } else {
        doubts++;
        run.verdicts().inDoubt(segment);
      }
    }
    log.info(
        "Bind {} taken over: {} open, {} of them surely unwritten, {} in doubt",
        bind,
        open.size(),
        unwritten,
        doubts);
  }

  private Map<Lane, Map<Long, SubmitRecord>> texts(List<SubmitIntent> open) {
    Map<Lane, Map<Long, SubmitRecord>> texts = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      List<Long> offsets =
          open.stream().filter(each -> each.lane() == lane).map(SubmitIntent::offset).toList();
      if (!offsets.isEmpty()) {
        texts.put(lane, lanes.lookUp(lane, offsets));
      }
    }
    return texts;
  }
}
