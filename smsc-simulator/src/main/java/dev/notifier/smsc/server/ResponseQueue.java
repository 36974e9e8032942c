package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.ResponseForm;
import java.util.PriorityQueue;

/**
 * Sends each submit_sm_resp at its time, in the order of the submits. Runs on the selector thread.
 */
final class ResponseQueue {
  /**
   * A submit_sm_resp.
   *
   * @param congestionState 0..255, or -1 for none
   */
  record Response(
      Session session,
      int sequence,
      int status,
      String messageId,
      ResponseForm form,
      int congestionState) {}

  private record Scheduled(long atMs, long order, Response response)
      implements Comparable<Scheduled> {
    @Override
    public int compareTo(Scheduled other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Scheduled> scheduled = new PriorityQueue<>();
  private long lastOrder;

  /** Sends the response at {@code atMs}, or now when that time has come. */
  void add(Response response, long atMs, long nowMs) {
    response.session().responsePending();
    if (atMs <= nowMs) {
      send(response);
    } else {
      scheduled.add(new Scheduled(atMs, ++lastOrder, response));
    }
  }

  /** Sends the responses that are due. Returns when the next one is due, or Long.MAX_VALUE. */
  long sendDue(long nowMs) {
    while (!scheduled.isEmpty() && scheduled.peek().atMs() <= nowMs) {
      send(scheduled.remove().response());
    }
    return scheduled.isEmpty() ? Long.MAX_VALUE : scheduled.peek().atMs();
  }

  private static void send(Response response) {
    Session session = response.session();
    session.responseSent();
    if (!session.isClosed()) {
      SubmitResponseWriter.write(
          session.out(),
          response.status(),
          response.sequence(),
          response.messageId(),
          response.form(),
          response.congestionState());
    }
  }
}
