package dev.notifier.worker.queries;

import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbound.OutboxEvent;
import java.util.List;

/** Takes the answers. Thread-safe. */
public interface AnswerSink {
  /**
   * Stores an answer until it is published, in the transaction of the caller.
   *
   * @throws RuntimeException if it cannot be stored; the caller rolls back
   */
  void add(OutboxEvent answer);

  /** Called after the transaction, so that the answer is published at once. */
  void committed();

  /**
   * Stores answers in the outbox.
   *
   * @param wake says that there are answers in it; must not block
   */
  static AnswerSink of(InboundOutbox outbox, Runnable wake) {
    return new AnswerSink() {
      @Override
      public void add(OutboxEvent answer) {
        outbox.add(List.of(answer));
      }

      @Override
      public void committed() {
        wake.run();
      }
    };
  }
}
