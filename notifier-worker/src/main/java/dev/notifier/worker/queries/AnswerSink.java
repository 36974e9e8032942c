package dev.notifier.worker.queries;

import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbound.OutboxEvent;
import java.util.List;
import java.util.UUID;

/** Takes the answers. Thread-safe. */
public interface AnswerSink {
  /**
   * Stores an answer until it is published, in the transaction of the caller.
   *
   * @throws RuntimeException if it cannot be stored; the caller rolls back
   */
  void add(OutboxEvent answer);

  /**
   * Takes back what says that the answer to a message takes longer, if it is not published yet, in
   * the transaction of the caller that adds the answer. May wait until Kafka has it.
   */
  void withdrawProvisional(UUID inboundId);

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
      public void withdrawProvisional(UUID inboundId) {
        outbox.deleteProvisional(inboundId);
      }

      @Override
      public void committed() {
        wake.run();
      }
    };
  }
}
