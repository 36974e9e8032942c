package dev.notifier.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig.MessageIdFormat;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.worker.receipt.ReceiptCorpus.Sample;
import dev.notifier.worker.receipt.ReceiptParser.Receipt;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Parses damaged receipts and random bytes: the parser never throws, and its results are within the
 * limits. {@code -Dnotifier.fuzz=1000000} tries more inputs, {@code -Dnotifier.fuzz.seed=7} others.
 */
class ReceiptFuzzTest {
  private static final int INPUTS = Integer.getInteger("notifier.fuzz", 100_000);
  private static final long SEED = Long.getLong("notifier.fuzz.seed", 20_261_201L);
  private static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final List<String> TAGS = List.of("001E", "0427", "0423", "0424", "1403");
  private static final List<Sample> SAMPLES = ReceiptCorpus.samples();

  private final Random random = new Random(SEED);

  @Test
  void everyInputHasAResultWithinTheLimits() {
    int withId = 0;
    for (int i = 0; i < INPUTS; i++) {
      InboundRecord input = random.nextInt(5) == 0 ? noise() : damaged();
      if (parse(input, i).id() != null) {
        withId++;
      }
    }
    // With fewer, the damage is so great that most of the parser is not exercised.
    assertThat(withId).isGreaterThan(INPUTS / 4);
  }

  private static Receipt parse(InboundRecord input, int number) {
    try {
      Receipt receipt = ReceiptParser.parse(input, HANOI);
      assertThat(receipt.state()).isNotNull();
      String id = MessageIdForms.canonical(receipt.id());
      assertThat(id == null || id.length() <= MessageIdForms.MAX_CHARACTERS).isTrue();
      assertThat(id == null || MessageIdForms.match(id, id, MessageIdFormat.AUTO) != null).isTrue();
      assertThat(receipt.error() == null || receipt.error().length() <= 32).isTrue();
      assertPlausible(receipt.doneAt(), input.receivedAt());
      assertPlausible(receipt.submittedAt(), input.receivedAt());
      return receipt;
    } catch (RuntimeException e) {
      throw new AssertionError("input " + number + " of seed " + SEED, e);
    }
  }

  private static void assertPlausible(@Nullable Instant date, Instant at) {
    if (date != null) {
      assertThat(date)
          .isBetween(at.minus(ReceiptDateParser.MAX_BEHIND), at.plus(ReceiptDateParser.MAX_AHEAD));
    }
  }

  private InboundRecord noise() {
    Map<String, byte[]> tlvs = new HashMap<>();
    for (String tag : TAGS) {
      if (random.nextInt(3) == 0) {
        tlvs.put(tag, bytes(random.nextInt(70)));
      }
    }
    return ReceiptCorpus.record(
        random.nextInt(256), random.nextInt(256), bytes(random.nextInt(300)), tlvs);
  }

  private InboundRecord damaged() {
    InboundRecord sample = SAMPLES.get(random.nextInt(SAMPLES.size())).record();
    Map<String, byte[]> tlvs = new HashMap<>();
    sample.tlvs().forEach((tag, bytes) -> tlvs.put(tag, damaged(bytes)));
    if (random.nextInt(8) == 0) {
      tlvs.put(TAGS.get(random.nextInt(TAGS.size())), bytes(random.nextInt(70)));
    }
    boolean otherKind = random.nextInt(8) == 0;
    return ReceiptCorpus.record(
        otherKind ? random.nextInt(256) : sample.esmClass(),
        random.nextInt(8) == 0 ? random.nextInt(256) : sample.dataCoding(),
        damaged(sample.shortMessage()),
        tlvs);
  }

  private byte[] damaged(byte[] bytes) {
    byte[] damaged = bytes.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      damaged = damagedOnce(damaged);
    }
    return damaged;
  }

  private byte[] damagedOnce(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes(random.nextInt(4));
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> Arrays.copyOfRange(bytes, at, bytes.length);
      case 2 -> {
        bytes[at] = (byte) random.nextInt(256);
        yield bytes;
      }
      case 3 -> joined(Arrays.copyOf(bytes, at), bytes(random.nextInt(6)), bytes, at);
      default -> joined(bytes, Arrays.copyOf(bytes, at), bytes, at);
    };
  }

  private static byte[] joined(byte[] start, byte[] middle, byte[] end, int endFrom) {
    int length = start.length + middle.length + end.length - endFrom;
    byte[] joined = Arrays.copyOf(start, length);
    System.arraycopy(middle, 0, joined, start.length, middle.length);
    System.arraycopy(end, endFrom, joined, start.length + middle.length, end.length - endFrom);
    return joined;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
