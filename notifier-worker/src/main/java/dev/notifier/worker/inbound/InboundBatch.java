package dev.notifier.worker.inbound;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.kafka.batch.DecodedBatch.Entry;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundMessages.Position;
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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private final InboundMeters meters;
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
      InboundMeters meters,
      LoopStepListener steps) {
    this.stores = stores;
    this.reader = reader;
    this.decoding = decoding;
    this.processor = processor;
    this.wake = wake;
    this.meters = meters;
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
            .lock(recipients, Correspondence.day(received.getFirst().record().receivedAt()));
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
    return processNew(completed, states);
  }

  /**
   * Without what was stored before. A segment was stored if the position says so; a message, which
   * may also have failed and wait for the quarantine, if its row is there. That of an older release
   * is not decided about, and gives way.
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
    List<ReceivedMessage> fresh =
        received.stream()
            .filter(message ->
                !message.replayed()
                    || !(Reassembly.isPart(message) || stored.contains(message.id())))
            .toList();
    stores
        .messages()
        .deleteUndecided(
            fresh.stream()
                .filter(ReceivedMessage::replayed)
                .map(message ->
                    new Position(
                        message.partition(),
                        message.offset(),
                        message.from().phone(),
                        message.record().receivedAt()))
                .toList());
    return fresh;
  }

  /**
   * Without messages that a provider has delivered before. Its id alone does not tell: it may be
   * one that is used again.
   */
  private Processed processNew(List<CompletedMessage> messages, Map<UUID, NumberState> states) {
    List<ProviderMessage> delivered =
        messages.stream().map(InboundBatch::ofProvider).filter(Objects::nonNull).toList();
    Set<ProviderMessage> known = new HashSet<>(stores.messages().existingOfProviders(delivered));
    Set<ProviderMessage> used = new HashSet<>(stores.messages().withUsedIds(delivered));
    List<CompletedMessage> fresh = new ArrayList<>();
    List<Runnable> counts = new ArrayList<>();
    for (CompletedMessage message : messages) {
      ProviderMessage name = ofProvider(message);
      if (name == null || known.add(name)) {
        fresh.add(message);
        if (name != null && used.contains(name)) {
          counts.add(() -> meters.idUsedAgain(name.provider()));
        }
      } else {
        counts.add(() -> meters.repeatedByProvider(name.provider()));
      }
    }
    return processor.process(fresh, states).with(() -> counts.forEach(Runnable::run));
  }

  private static @Nullable ProviderMessage ofProvider(CompletedMessage message) {
    From from = message.from();
    return from.provider() == null || from.providerId() == null
        ? null
        : new ProviderMessage(from.provider(), from.providerId(), from.recipient(), message.text());
  }
}
