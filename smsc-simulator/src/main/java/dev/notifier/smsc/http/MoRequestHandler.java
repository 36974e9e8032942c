package dev.notifier.smsc.http;

import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.server.MoResult;
import dev.notifier.smsc.server.SmppServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages that a handset writes: POST /v1/mo. */
final class MoRequestHandler {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_TEXT_CHARS = 2_000;
  private static final int ADDRESS_CHARS = 20;
  private static final long WAIT_SECONDS = 15;

  private final SmppServer server;
  private final HandsetFeed feed;
  private final AtomicInteger reference = new AtomicInteger();

  MoRequestHandler(SmppServer server, HandsetFeed feed) {
    this.server = server;
    this.feed = feed;
  }

  ApiResponse send(String body) {
    JsonNode order = parsed(body);
    String from = field(order, "from", ADDRESS_CHARS);
    String to = field(order, "to", ADDRESS_CHARS);
    String text = field(order, "text", MAX_TEXT_CHARS);
    Alphabet alphabet = server.behaviour().alphabet();
    var segments =
        MoSegmenter.of(address(from), address(to), text, alphabet, reference.incrementAndGet());
    List<CompletableFuture<MoResult>> results = server.sendMo(segments);
    List<MoResult> outcomes = results.stream().map(MoRequestHandler::outcome).toList();
    if (outcomes.contains(new MoResult.NoReceiver())) {
      return ApiResponse.error(
          409, "nobody is bound to receive: bind a receiver or transceiver, then send again");
    }
    int parts = segments.size();
    feed.replied(
        new HandsetMessage(
            "mo-" + UUID.randomUUID(),
            from,
            to,
            false,
            text,
            System.currentTimeMillis(),
            parts,
            parts));
    return answer(outcomes);
  }

  /** Responded when every part was; the status is the first that is not 0. */
  private static ApiResponse answer(List<MoResult> outcomes) {
    int status = 0;
    for (MoResult outcome : outcomes) {
      if (!(outcome instanceof MoResult.Responded answered)) {
        return ApiResponse.ok(Map.of("answered", false, "parts", outcomes.size()));
      }
      status = status == 0 ? answered.status() : status;
    }
    return ApiResponse.ok(Map.of("answered", true, "status", status, "parts", outcomes.size()));
  }

  private static MoResult outcome(CompletableFuture<MoResult> result) {
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

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the body must be JSON like {\"from\":\"…\",\"to\":\"…\",\"text\":\"…\"}", e);
    }
  }

  private static String field(JsonNode order, String name, int maxChars) {
    JsonNode value = order.get(name);
    if (value == null
        || !value.isString()
        || value.asString().isEmpty()
        || value.asString().length() > maxChars) {
      throw new IllegalArgumentException(
          name + " is needed: a text of 1 to " + maxChars + " characters");
    }
    return value.asString();
  }
}
