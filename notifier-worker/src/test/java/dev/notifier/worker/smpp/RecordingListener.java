package dev.notifier.worker.smpp;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that records what it receives. */
class RecordingListener implements SmppConnectionListener {
  private static final long TIMEOUT_S = 60;

  final BlockingQueue<SubmitSmResp> responses = new LinkedBlockingQueue<>();
  final BlockingQueue<InboundPdu> pdus = new LinkedBlockingQueue<>();
  final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
  final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

  SubmitSmResp nextResponse() throws InterruptedException {
    return next(responses);
  }

  InboundPdu nextPdu() throws InterruptedException {
    return next(pdus);
  }

  /** The reason of the next call of {@link #closed}. */
  String nextClose() throws InterruptedException {
    return next(closed);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T item = queue.poll(TIMEOUT_S, TimeUnit.SECONDS);
    if (item == null) {
      throw new AssertionError("nothing was received");
    }
    return item;
  }

  @Override
  public void responded(SubmitSmResp response) {
    responses.add(response);
  }

  @Override
  public void received(InboundPdu pdu) {
    pdus.add(pdu);
  }

  @Override
  public void answered(boolean isAcknowledged, Duration after) {
    answers.add(isAcknowledged);
  }

  @Override
  public void closed(String reason) {
    closed.add(reason);
  }
}
