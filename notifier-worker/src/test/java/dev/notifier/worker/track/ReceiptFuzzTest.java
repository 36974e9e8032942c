package dev.notifier.worker.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.worker.track.ReceiptCorpus.Sample;
import dev.notifier.worker.track.ReceiptParser.Receipt;
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
 * Damaged receipts and noise: whatever comes, the parser gives an answer within its limits. {@code
 * -Dnotifier.fuzz=1000000} tries more, {@code -Dnotifier.fuzz.seed=7} others.
 */
class ReceiptFuzzTest {
  private static final int INPUTS = Integer.getInteger("notifier.fuzz", 100_000);
  private static final long SEED = Long.getLong("notifier.fuzz.seed", 20_261_201L);
  private static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final List<String> TAGS = List.of("001E", "0427", "0423", "0424", "1403");
  private static final List<Sample> SAMPLES = ReceiptCorpus.samples();

  private final Random random = new Random(SEED);

  @Test
  void everyInputHasAnAnswer() {
    int named = 0;
    for (int i = 0; i < INPUTS; i++) {
      InboundRecord input = random.nextInt(5) == 0 ? noise() : damaged();
      if (read(input, i).id() != null) {
        named++;
      }
    }
    // Else the damage is so great that nothing but the first lines of the parser was tried.
    assertThat(named).isGreaterThan(INPUTS / 4);
  }

  private static Receipt read(InboundRecord input, int number) {
    try {
      Receipt receipt = ReceiptParser.parse(input, HANOI);
      assertThat(receipt.state()).isNotNull();
      String id = MessageIdForms.canonical(receipt.id());
      assertThat(id == null || id.length() <= MessageIdForms.MAX_CHARACTERS).isTrue();
      assertThat(id == null || MessageIdForms.others(id).size() <= 2).isTrue();
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
        tlvs.put(tag, octets(random.nextInt(70)));
      }
    }
    return ReceiptCorpus.record(
        random.nextInt(256), random.nextInt(256), octets(random.nextInt(300)), tlvs);
  }

  private InboundRecord damaged() {
    InboundRecord sample = SAMPLES.get(random.nextInt(SAMPLES.size())).record();
    Map<String, byte[]> tlvs = new HashMap<>();
    sample.tlvs().forEach((tag, octets) -> tlvs.put(tag, damaged(octets)));
    if (random.nextInt(8) == 0) {
      tlvs.put(TAGS.get(random.nextInt(TAGS.size())), octets(random.nextInt(70)));
    }
    boolean otherKind = random.nextInt(8) == 0;
    return ReceiptCorpus.record(
        otherKind ? random.nextInt(256) : sample.esmClass(),
        random.nextInt(8) == 0 ? random.nextInt(256) : sample.dataCoding(),
        damaged(sample.shortMessage()),
        tlvs);
  }

  private byte[] damaged(byte[] octets) {
    byte[] damaged = octets.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      damaged = damagedOnce(damaged);
    }
    return damaged;
  }

  private byte[] damagedOnce(byte[] octets) {
    if (octets.length == 0) {
      return octets(random.nextInt(4));
    }
    int at = random.nextInt(octets.length);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(octets, at);
      case 1 -> Arrays.copyOfRange(octets, at, octets.length);
      case 2 -> {
        octets[at] = (byte) random.nextInt(256);
        yield octets;
      }
      case 3 -> joined(Arrays.copyOf(octets, at), octets(random.nextInt(6)), octets, at);
      default -> joined(octets, Arrays.copyOf(octets, at), octets, at);
    };
  }

  private static byte[] joined(byte[] start, byte[] middle, byte[] end, int endFrom) {
    int length = start.length + middle.length + end.length - endFrom;
    byte[] joined = Arrays.copyOf(start, length);
    System.arraycopy(middle, 0, joined, start.length, middle.length);
    System.arraycopy(end, endFrom, joined, start.length + middle.length, end.length - endFrom);
    return joined;
  }

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }
}
