package dev.notifier.worker.smpp;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A listener that keeps what it hears. */
class Ear implements SmppConnectionListener {
  private static final long LIMIT_S = 60;

  final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  final BlockingQueue<InboundPdu> deliveries = new LinkedBlockingQueue<>();
  final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

  record Answer(int sequence, int status, @Nullable String id, int congestion) {}

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T item = queue.poll(LIMIT_S, TimeUnit.SECONDS);
    if (item == null) {
      throw new AssertionError("nothing was heard");
    }
    return item;
  }

  @Override
  public void answered(int sequence, int commandStatus, @Nullable String id, int congestion) {
    answers.add(new Answer(sequence, commandStatus, id, congestion));
  }

  @Override
  public void delivered(InboundPdu inbound) {
    deliveries.add(inbound);
  }

  @Override
  public void closed(String reason) {
    ends.add(reason);
  }
}
