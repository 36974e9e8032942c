package dev.notifier.smsc.http;

import dev.notifier.smsc.aggregator.Aggregator;
import dev.notifier.smsc.aggregator.Aggregators;
import dev.notifier.smsc.aggregator.Aggregators.Delivery;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.MoSegmenter;
import dev.notifier.smsc.server.MoResult;
import dev.notifier.smsc.server.SmppServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Handles POST /v1/mo: a handset sends an inbound (mobile-originated) message. */
final class MoRequestHandler {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_TEXT_CHARS = 2_000;
  private static final int ADDRESS_CHARS = 20;
  private static final long WAIT_SECONDS = 15;

  private final SmppServer server;
  private final HandsetFeed feed;
  private final Aggregators aggregators;
  private final AtomicInteger reference = new AtomicInteger();

  MoRequestHandler(SmppServer server, HandsetFeed feed, Aggregators aggregators) {
    this.server = server;
    this.feed = feed;
    this.aggregators = aggregators;
  }

  ApiResponse send(String body) {
    JsonNode request = parse(body);
    String from = field(request, "from", ADDRESS_CHARS);
    String to = field(request, "to", ADDRESS_CHARS);
    String text = field(request, "text", MAX_TEXT_CHARS);
    Aggregator aggregator = aggregator(request, to);
    return aggregator == null ? sendBySmpp(from, to, text) : sendByHttp(aggregator, from, to, text);
  }

  private @Nullable Aggregator aggregator(JsonNode request, String to) {
    String via = request.path("via").asString("");
    Aggregator aggregator = aggregators.of(to).orElse(null);
    return switch (via) {
      case "smpp" -> null;
      case "http" -> {
        if (aggregator == null) {
          throw new IllegalArgumentException(
              "no aggregator has the address to; see --aggregators, or leave via out");
        }
        yield aggregator;
      }
      case "" ->
          aggregator == null || Boolean.FALSE.equals(aggregator.preferred()) ? null : aggregator;
      default -> throw new IllegalArgumentException("via must be smpp or http");
    };
  }

  /** The text is not cut into segments: an aggregator delivers it as a whole. */
  private ApiResponse sendByHttp(Aggregator aggregator, String from, String to, String text) {
    HandsetMessage sent = feed.publishReply(from, to, text, 1);
    var message = new Aggregator.Message(sent.key(), from, to, text);
    Optional<CompletableFuture<Delivery>> first =
        aggregators.send(
            aggregator,
            message,
            delivery ->
                feed.publishReply(
                    sent.with(
                        delivery == Delivery.ACCEPTED
                            ? ""
                            : delivery.name().toLowerCase(Locale.ROOT))));
    if (first.isEmpty()) {
      feed.publishReply(sent.with("failed"));
      return ApiResponse.error(503, "too many messages wait; start the receiver, then send again");
    }
    boolean accepted = first.get().join() == Delivery.ACCEPTED;
    return ApiResponse.ok(
        accepted
            ? Map.of("responded", true, "status", 0, "segments", 1, "via", "http")
            : Map.of("responded", false, "segments", 1, "via", "http"));
  }

  private ApiResponse sendBySmpp(String from, String to, String text) {
    Alphabet alphabet = server.behaviour().alphabet();
    var segments =
        MoSegmenter.of(address(from), address(to), text, alphabet, reference.incrementAndGet());
    List<CompletableFuture<MoResult>> pending = server.sendMo(segments);
    List<MoResult> results = pending.stream().map(MoRequestHandler::await).toList();
    if (results.contains(new MoResult.NoReceiver())) {
      return ApiResponse.error(
          409, "no receiver is bound; bind a receiver or transceiver, then send again");
    }
    feed.publishReply(from, to, text, segments.size());
    return summarise(results);
  }

  /** Reports a response if every segment has one; the status is the first that is not 0. */
  private static ApiResponse summarise(List<MoResult> results) {
    int status = 0;
    for (MoResult result : results) {
      if (!(result instanceof MoResult.Responded responded)) {
        return ApiResponse.ok(Map.of("responded", false, "segments", results.size()));
      }
      status = status == 0 ? responded.status() : status;
    }
    return ApiResponse.ok(Map.of("responded", true, "status", status, "segments", results.size()));
  }

  private static MoResult await(CompletableFuture<MoResult> result) {
    try {
      return result.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return new MoResult.NoResponse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new MoResult.NoResponse();
    }
  }

  private static Address address(String value) {
    String digits = value.startsWith("+") ? value.substring(1) : value;
    if (!digits.chars().allMatch(Character::isDigit)) {
      return new Address(5, 0, value);
    }
    return digits.length() > 6 ? new Address(1, 1, digits) : new Address(3, 0, digits);
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "this is not JSON at line %d, column %d; send {\"from\":\"…\",\"to\":\"…\",\"text\":\"…\"}"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    }
  }

  private static String field(JsonNode request, String name, int maxChars) {
    JsonNode value = request.get(name);
    if (value == null
        || !value.isString()
        || value.asString().isEmpty()
        || value.asString().length() > maxChars) {
      throw new IllegalArgumentException(
          name + " is required: a string of 1 to " + maxChars + " characters");
    }
    return value.asString();
  }
}
