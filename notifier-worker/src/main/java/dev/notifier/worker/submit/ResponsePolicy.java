package dev.notifier.worker.submit;

import dev.notifier.contracts.FailureReason;
import java.util.HashMap;
import java.util.Map;

/** What an answer means for its segment on one route. One thread. */
final class ResponsePolicy {
  /** Of the last answers, so many (in percent) with a full queue mean the link's. */
  private static final int LINK_QUEUE_PERCENT = 20;

  private static final int LAST_ANSWERS = 50;

  private final Map<Integer, ResponseAction> said = new HashMap<>();
  private final boolean[] full = new boolean[LAST_ANSWERS];
  private int next;
  private int fullCount;

  /**
   * @param statusMap what the route says about single codes: a code such as {@code 0x45} to a
   *     treatment such as {@code retry-few}
   */
  ResponsePolicy(Map<String, String> statusMap) {
    statusMap.forEach((code, word) -> said.put(Integer.decode(code), ResponseAction.ofWord(word)));
  }

  /**
   * What to do about an answer; call once for each refusal. The route's own word comes first. A
   * full queue (0x14) can be one recipient's or the link's: many in a short time are the link's.
   */
  ResponseAction of(int commandStatus) {
    ResponseAction treatment =
        said.getOrDefault(commandStatus, CommandStatusTable.of(commandStatus).treatment());
    boolean isFull = commandStatus != 0 && treatment == ResponseAction.QUEUE_FULL;
    note(isFull);
    if (!isFull) {
      return treatment;
    }
    return fullCount * 100 >= LINK_QUEUE_PERCENT * LAST_ANSWERS
        ? ResponseAction.SLOW
        : ResponseAction.RETRY;
  }

  /** The carrier took one. */
  void accepted() {
    note(false);
  }

  /** The reason of a refusal. */
  static FailureReason reason(int commandStatus) {
    return CommandStatusTable.of(commandStatus).reason();
  }

  private void note(boolean isFull) {
    fullCount += (isFull ? 1 : 0) - (full[next] ? 1 : 0);
    full[next] = isFull;
    next = (next + 1) % LAST_ANSWERS;
  }
}
