package dev.notifier.worker.inbound.assembly;

import dev.notifier.config.MessageConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.replies.decoding.DecodedText;
import dev.notifier.replies.decoding.DefaultAlphabet;
import dev.notifier.replies.decoding.InboundDecoder;
import dev.notifier.replies.segments.AssembledMessage;
import dev.notifier.replies.segments.CodedBytes;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.InboundMessageRow.Received;
import dev.notifier.worker.receipt.DeliverSmText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decodes messages in the default alphabet of their routes. Thread-safe. */
public final class MessageDecoding {
  /** A message_payload may have 64 KiB, but no handset sends that much. */
  private static final int MAX_BODY_CHARACTERS = 4_096;

  private final Map<String, RouteConfig> routes;
  private final Map<DefaultAlphabet, InboundDecoder> decoders =
      new EnumMap<>(DefaultAlphabet.class);

  public MessageDecoding(Map<String, RouteConfig> routes) {
    this.routes = routes;
    for (DefaultAlphabet alphabet : DefaultAlphabet.values()) {
      decoders.put(alphabet, new InboundDecoder(alphabet));
    }
  }

  /** Decodes joined segments. */
  CompletedMessage decode(UUID id, From from, boolean fromPhone, AssembledMessage message) {
    DecodedText decoded = decoder(from.route()).decode(message.content());
    return new CompletedMessage(
        id,
        from,
        fromPhone,
        InboundRecordReader.shortened(decoded.text(), MAX_BODY_CHARACTERS),
        new Received(
            message.content().stream().map(CodedBytes::bytes).toList(),
            message.content().stream().map(CodedBytes::dataCoding).toList(),
            message.missing(),
            decoded.guessed()),
        message.receivedAt(),
        message.receivedAt(),
        message.isComplete());
  }

  /** Takes over the text of a provider. */
  static CompletedMessage decoded(ReceivedMessage message, String text) {
    return new CompletedMessage(
        message.id(),
        message.from(),
        message.fromPhone(),
        InboundRecordReader.shortened(DeliverSmText.multiLine(text), MAX_BODY_CHARACTERS),
        new Received(List.of(), List.of(), List.of(), false),
        message.record().receivedAt(),
        message.arrivedAt(),
        true);
  }

  private InboundDecoder decoder(String route) {
    return decoders.getOrDefault(
        alphabet(routes.get(route)), new InboundDecoder(DefaultAlphabet.GSM7));
  }

  /** What the route sends as data_coding 0, it also receives as such. */
  private static DefaultAlphabet alphabet(@Nullable RouteConfig route) {
    return route != null
            && route.message().dataCoding() == 0
            && route.message().alphabet() == MessageConfig.Alphabet.LATIN1
        ? DefaultAlphabet.LATIN_1
        : DefaultAlphabet.GSM7;
  }
}
