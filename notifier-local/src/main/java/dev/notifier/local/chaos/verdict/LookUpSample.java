package dev.notifier.local.chaos.verdict;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks up some events as a caller does, and checks that the responses explain the states. */
public final class LookUpSample {
  public static final int SIZE = 100;

  /** States that need a reason. */
  static final Set<String> WITH_REASON = Set.of("REJECTED", "UNDELIVERED", "EXPIRED", "SKIPPED");

  private final LookUp lookUp;
  private final VerdictItem unexplained = new VerdictItem();
  private int checked;

  public LookUpSample(LookUp lookUp) {
    this.lookUp = lookUp;
  }

  /** Looks up the notification of an event. */
  @FunctionalInterface
  public interface LookUp {
    Optional<JsonNode> find(String id) throws IOException, InterruptedException;
  }

  /**
   * The result.
   *
   * @param unexplained events that are not found, or without history or a reason that they need
   */
  record Result(int checked, VerdictItem unexplained) {
    static final Result NONE = new Result(0, new VerdictItem());
  }

  public void check(String id) throws IOException, InterruptedException {
    checked++;
    var found = lookUp.find(id);
    if (found.isEmpty()) {
      unexplained.add(id + " is not found");
      return;
    }
    var state = found.get().path("state").asString("");
    var history = found.get().path("history");
    if (history.isEmpty()) {
      unexplained.add(id + " is " + state + " without history");
    } else if (!history.get(history.size() - 1).path("state").asString("").equals(state)) {
      unexplained.add(id + " is " + state + ", but its history ends otherwise");
    } else if (WITH_REASON.contains(state)
        && found.get().path("reason").path("code").asString("").isEmpty()) {
      unexplained.add(id + " is " + state + " without a reason");
    }
  }

  public Result result() {
    return new Result(checked, unexplained);
  }
}
