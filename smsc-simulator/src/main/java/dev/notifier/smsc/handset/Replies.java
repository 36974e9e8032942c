package dev.notifier.smsc.handset;

import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Gsm7;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.session.MoResult;
import dev.notifier.smsc.session.SmppServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages that a handset writes: POST /v1/mo. */
final class Replies {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int GSM7_OCTETS = 160;
  private static final int UCS2_CHARS = 70;
  private static final int UCS2 = 8;
  private static final int ADDRESS_CHARS = 20;
  private static final long WAIT_SECONDS = 15;

  private final SmppServer server;
  private final HandsetFeed feed;

  Replies(SmppServer server, HandsetFeed feed) {
    this.server = server;
    this.feed = feed;
  }

  Answer send(String body) {
    JsonNode order = parsed(body);
    String from = field(order, "from", ADDRESS_CHARS);
    String to = field(order, "to", ADDRESS_CHARS);
    String text = field(order, "text", GSM7_OCTETS);
    CompletableFuture<MoResult> result = server.sendMo(message(from, to, text));
    MoResult outcome = outcome(result);
    if (!(outcome instanceof MoResult.NoReceiver)) {
      feed.replied(
          new HandsetMessage(
              "mo-" + UUID.randomUUID(), from, to, false, text, System.currentTimeMillis(), 1, 1));
    }
    return switch (outcome) {
      case MoResult.Answered answered ->
          Answer.ok(Map.of("answered", true, "status", answered.status()));
      case MoResult.Unanswered unanswered -> Answer.ok(Map.of("answered", false));
      case MoResult.NoReceiver none ->
          Answer.error(
              409, "nobody is bound to receive: bind a receiver or transceiver, then send again");
    };
  }

  private static MoResult outcome(CompletableFuture<MoResult> result) {
    try {
      return result.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return new MoResult.Unanswered();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new MoResult.Unanswered();
    }
  }

  private static ShortMessage message(String from, String to, String text) {
    byte[] septets = Gsm7.encode(text);
    if ((septets.length == 0 && text.length() > UCS2_CHARS) || septets.length > GSM7_OCTETS) {
      throw new IllegalArgumentException(
          "text is too long for one message: at most 160 GSM-7 characters, or 70 with others");
    }
    byte[] octets = septets.length > 0 ? septets : text.getBytes(StandardCharsets.UTF_16BE);
    int coding = septets.length > 0 ? 0 : UCS2;
    return new ShortMessage(address(from), address(to), 0, 0, coding, 0, octets);
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
