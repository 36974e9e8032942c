package dev.notifier.worker.inbound;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.kafka.loop.DecodedBatch.Entry;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundMessages.ProviderMessage;
import dev.notifier.store.inbound.NumberState;
import dev.notifier.worker.batches.TopicBatchReader;
import dev.notifier.worker.inbound.InboundProcessor.Processed;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import dev.notifier.worker.inbound.assembly.InboundRecordReader;
import dev.notifier.worker.inbound.assembly.MessageDecoding;
import dev.notifier.worker.inbound.assembly.Reassembly;
import dev.notifier.worker.inbound.assembly.ReceivedMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Stores a batch of messages, with everything that follows from them, in one transaction. Replayed
 * records change nothing. Used by one thread.
 */
final class InboundBatch implements TopicBatchReader.Batch<InboundRecord> {
  private final InboundStores stores;
  private final InboundRecordReader reader;
  private final MessageDecoding decoding;
  private final InboundProcessor processor;
  private final Wake wake;
  private final LoopStepListener steps;

  /** Wakes those who have work. Must not block. */
  record Wake(Runnable answers, Runnable queries) {
    void after(Processed processed) {
      if (processed.answers()) {
        answers.run();
      }
      if (processed.queries()) {
        queries.run();
      }
    }
  }

  InboundBatch(
      InboundStores stores,
      InboundRecordReader reader,
      MessageDecoding decoding,
      InboundProcessor processor,
      Wake wake,
      LoopStepListener steps) {
    this.stores = stores;
    this.reader = reader;
    this.decoding = decoding;
    this.processor = processor;
    this.wake = wake;
    this.steps = steps;
  }

  @Override
  public void read(List<Entry<InboundRecord>> records, TopicBatchReader.Positions positions) {
    Processed processed =
        stores
            .transaction()
            .run(() -> {
              List<ReceivedMessage> received = reader.read(records, positions);
              positions.advance();
              Processed done = process(received);
              steps.reached(Step.BEFORE_STORE);
              return done;
            });
    steps.reached(Step.STORED);
    processed.counts().run();
    wake.after(processed);
  }

  private Processed process(List<ReceivedMessage> received) {
    Set<UUID> recipients =
        received.stream().map(message -> message.from().recipient()).collect(Collectors.toSet());
    if (received.isEmpty()) {
      return processor.process(List.of(), Map.of());
    }
    Map<UUID, NumberState> states =
        stores
            .numbers()
            .lock(recipients, Conversation.day(received.getFirst().record().receivedAt()));
    List<ReceivedMessage> fresh = fresh(received);
    Reassembly reassembly =
        new Reassembly(
            stores.segments(),
            decoding,
            fresh.stream()
                .filter(Reassembly::isPart)
                .map(message -> message.from().recipient())
                .collect(Collectors.toSet()));
    List<CompletedMessage> completed = new ArrayList<>();
    fresh.forEach(message -> completed.addAll(reassembly.accept(message)));
    reassembly.save();
    return processor.process(withoutRepeated(completed), states);
  }

  /**
   * Without what was stored before. A segment was stored if the position says so; a message, which
   * may also have failed and wait for the quarantine, if its row is there.
   */
  private List<ReceivedMessage> fresh(List<ReceivedMessage> received) {
    Set<UUID> stored =
        stores
            .messages()
            .existing(
                received.stream()
                    .filter(ReceivedMessage::replayed)
                    .map(ReceivedMessage::id)
                    .toList());
    return received.stream()
        .filter(message ->
            !message.replayed() || !(Reassembly.isPart(message) || stored.contains(message.id())))
        .toList();
  }

  /** Without messages that a provider has delivered before. */
  private List<CompletedMessage> withoutRepeated(List<CompletedMessage> messages) {
    Function<From, ProviderMessage> name =
        from ->
            new ProviderMessage(String.valueOf(from.provider()), String.valueOf(from.providerId()));
    Set<ProviderMessage> known =
        new HashSet<>(
            stores
                .messages()
                .existingOfProviders(
                    messages.stream()
                        .map(CompletedMessage::from)
                        .filter(from -> from.provider() != null)
                        .map(name)
                        .toList()));
    return messages.stream()
        .filter(
            message -> message.from().provider() == null || known.add(name.apply(message.from())))
        .toList();
  }
}
