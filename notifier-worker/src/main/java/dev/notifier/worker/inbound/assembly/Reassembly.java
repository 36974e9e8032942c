package dev.notifier.worker.inbound.assembly;

import dev.notifier.replies.segments.AssembledMessage;
import dev.notifier.replies.segments.AssemblyLimits;
import dev.notifier.replies.segments.AssemblyResult;
import dev.notifier.replies.segments.InboundSegment;
import dev.notifier.replies.segments.MessageKey;
import dev.notifier.replies.segments.OpenMessage;
import dev.notifier.replies.segments.OpenMessage.Content;
import dev.notifier.replies.segments.Scheme;
import dev.notifier.replies.segments.SegmentAssembler;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundSegments;
import dev.notifier.store.inbound.WaitingMessage;
import dev.notifier.store.inbound.WaitingMessage.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Joins the segments of a batch with those that are stored. For one transaction, in which the
 * numbers are locked; used by one thread.
 */
public final class Reassembly {
  private static final AssemblyLimits LIMITS = AssemblyLimits.DEFAULT;
  private static final SegmentAssembler ASSEMBLER = new SegmentAssembler(LIMITS);

  private final InboundSegments store;
  private final MessageDecoding decoding;

  /** The messages of each number that wait. */
  private final Map<UUID, List<OpenMessage>> open = new HashMap<>();

  private final Map<MessageKey, OpenMessage> stored = new HashMap<>();

  /** By the origin of a message, which is its id. */
  private final Map<String, Origin> origins = new HashMap<>();

  /** Where the first segment of a message came from. */
  private record Origin(UUID id, From from, int partition) {}

  /**
   * Reads the segments that are stored.
   *
   * @param recipients the numbers whose messages may change
   */
  public Reassembly(InboundSegments store, MessageDecoding decoding, Collection<UUID> recipients) {
    this.store = store;
    this.decoding = decoding;
    for (WaitingMessage each : store.find(recipients)) {
      OpenMessage message = openMessage(each);
      stored.put(message.key(), message);
      origins.put(message.origin(), new Origin(each.id(), from(each), each.partition()));
      open.computeIfAbsent(each.key().recipient(), _ -> new ArrayList<>()).add(message);
    }
  }

  /** Whether a record is a segment of several. */
  public static boolean isPart(ReceivedMessage message) {
    return message.record().text() == null && segment(message).position().isPresent();
  }

  private static InboundSegment segment(ReceivedMessage message) {
    From from = message.from();
    return InboundSegment.of(
        new InboundSegment.Address(from.phone(), from.address(), message.id().toString()),
        message.record().esmClass(),
        message.record().dataCoding(),
        Objects.requireNonNullElse(message.record().shortMessage(), new byte[0]),
        Objects.requireNonNullElse(message.record().tlvs(), Map.of()));
  }

  /** Adds a record; returns the messages that end with it, complete or not. */
  public List<CompletedMessage> accept(ReceivedMessage message) {
    String text = message.record().text();
    if (text != null) {
      return List.of(MessageDecoding.decoded(message, text));
    }
    UUID recipient = message.from().recipient();
    InboundSegment segment = segment(message);
    origins.put(segment.origin(), new Origin(message.id(), message.from(), message.partition()));
    AssemblyResult result =
        ASSEMBLER.accept(
            open.getOrDefault(recipient, List.of()), segment, message.record().receivedAt());
    open.put(recipient, result.open());
    return completed(result.ended());
  }

  /** Ends the messages of all numbers that have waited too long. */
  public List<CompletedMessage> end(Instant now) {
    List<CompletedMessage> ended = new ArrayList<>();
    open.replaceAll((_, messages) -> {
      AssemblyResult result = ASSEMBLER.end(messages, now);
      ended.addAll(completed(result.ended()));
      return result.open();
    });
    return ended;
  }

  private List<CompletedMessage> completed(List<AssembledMessage> messages) {
    return messages.stream()
        .map(message -> {
          Origin origin = Objects.requireNonNull(origins.get(message.origin()));
          return decoding.decode(
              origin.id(),
              origin.from(),
              InboundRecordReader.isPhone(origin.from().phone()),
              message);
        })
        .toList();
  }

  /** Stores what has changed. */
  public void save() {
    List<WaitingMessage> changed = new ArrayList<>();
    Map<MessageKey, OpenMessage> gone = new HashMap<>(stored);
    open.forEach((recipient, messages) -> {
      for (OpenMessage message : messages) {
        if (!message.equals(gone.remove(message.key()))) {
          changed.add(row(recipient, message));
        }
      }
    });
    store.delete(
        gone.values().stream()
            .map(message ->
                key(
                    Objects.requireNonNull(origins.get(message.origin())).from().recipient(),
                    message.key()))
            .toList());
    store.save(changed);
  }

  private WaitingMessage row(UUID recipient, OpenMessage message) {
    Origin origin = Objects.requireNonNull(origins.get(message.origin()));
    TreeMap<Integer, Segment> segments = new TreeMap<>();
    message
        .segments()
        .forEach((number, content) ->
            segments.put(number, new Segment(content.dataCoding(), content.bytes())));
    Instant waits = message.isComplete() ? message.lastAt() : message.firstAt();
    return new WaitingMessage(
        key(recipient, message.key()),
        origin.from().phone(),
        origin.from().route(),
        origin.id(),
        message.firstAt(),
        message.lastAt(),
        waits.plus(LIMITS.waitTime()),
        origin.partition(),
        message.isComplete(),
        segments);
  }

  private static WaitingMessage.Key key(UUID recipient, MessageKey key) {
    return new WaitingMessage.Key(
        recipient, key.destination(), key.scheme().name(), key.reference(), key.total());
  }

  private static OpenMessage openMessage(WaitingMessage row) {
    TreeMap<Integer, Content> segments = new TreeMap<>();
    row.segments()
        .forEach((number, segment) ->
            segments.put(number, new Content(segment.dataCoding(), segment.bytes())));
    return new OpenMessage(
        new MessageKey(
            row.phone(),
            row.key().address(),
            Scheme.valueOf(row.key().scheme()),
            row.key().reference(),
            row.key().total()),
        row.id().toString(),
        row.firstAt(),
        row.lastAt(),
        segments);
  }

  private static From from(WaitingMessage row) {
    return new From(
        row.key().recipient(), row.phone(), row.key().address(), row.route(), "sms", null, null);
  }
}
