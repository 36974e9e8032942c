package dev.notifier.replies.segments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.decoding.DefaultAlphabet;
import dev.notifier.replies.decoding.InboundDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentAssemblerTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final String SENDER = "+84912345678";

  private final SegmentAssembler assembler = new SegmentAssembler(AssemblyLimits.DEFAULT);
  private List<OpenMessage> stored = List.of();
  private int origins;

  @ParameterizedTest
  @EnumSource
  void joinsSegmentsInAnyOrder(Scheme scheme) {
    assertThat(accept(segment(scheme, 7, 3, 3, "c")).ended()).isEmpty();
    assertThat(accept(segment(scheme, 7, 3, 1, "a")).ended()).isEmpty();
    AssembledMessage message = accept(segment(scheme, 7, 3, 2, "b")).ended().getFirst();

    assertThat(text(message)).isEqualTo("abc");
    assertThat(message.isComplete()).isTrue();
    assertThat(message.origin()).isEqualTo("1");
    assertThat(message.receivedAt()).isEqualTo(NOW);
  }

  @Test
  void aMessageOfOneSegmentIsCompleteAtOnce() {
    AssemblyResult result =
        accept(
            InboundSegment.of(
                address("1"), 0, 0, "TC".getBytes(StandardCharsets.US_ASCII), Map.of()));

    assertThat(text(result.ended().getFirst())).isEqualTo("TC");
    assertThat(result.open()).isEmpty();
  }

  @Test
  void ignoresADuplicateSegmentAlsoAfterTheMessageIsComplete() {
    accept(segment(Scheme.UDH8, 7, 2, 1, "a"));
    assertThat(accept(segment(Scheme.UDH8, 7, 2, 1, "a")).duplicate()).isTrue();
    accept(segment(Scheme.UDH8, 7, 2, 2, "b"));

    AssemblyResult again = accept(segment(Scheme.UDH8, 7, 2, 2, "b"));

    assertThat(again.duplicate()).isTrue();
    assertThat(again.ended()).isEmpty();
    assertThat(assembler.end(stored, NOW.plusSeconds(120)).ended()).isEmpty();
  }

  @Test
  void anotherTotalBelongsToAnotherMessage() {
    accept(segment(Scheme.UDH8, 7, 2, 1, "a"));
    accept(segment(Scheme.UDH8, 7, 3, 2, "x"));

    assertThat(text(accept(segment(Scheme.UDH8, 7, 2, 2, "b")).ended().getFirst())).isEqualTo("ab");
    assertThat(assembler.end(stored, NOW.plusSeconds(120)).ended())
        .singleElement()
        .satisfies(message -> assertThat(message.missing()).containsExactly(1, 3));
  }

  @Test
  void aReferenceThatIsUsedAgainEndsTheEarlierMessage() {
    accept(segment(Scheme.UDH8, 7, 2, 1, "a"));
    AssemblyResult result = accept(segment(Scheme.UDH8, 7, 2, 1, "c"));

    assertThat(result.ended()).singleElement().extracting(this::text).isEqualTo("a");
    assertThat(text(accept(segment(Scheme.UDH8, 7, 2, 2, "d")).ended().getFirst())).isEqualTo("cd");
  }

  @Test
  void anIncompleteMessageEndsAfterItsTimeAndSaysWhatIsMissing() {
    accept(segment(Scheme.UDH16, 7, 3, 1, "a"));
    accept(segment(Scheme.UDH16, 7, 3, 3, "c"));

    assertThat(assembler.end(stored, NOW.plusSeconds(119)).ended()).isEmpty();
    AssemblyResult result = assembler.end(stored, NOW.plusSeconds(120));

    assertThat(result.open()).isEmpty();
    assertThat(result.ended().getFirst().missing()).containsExactly(2);
    assertThat(text(result.ended().getFirst())).isEqualTo("a … c");
  }

  @Test
  void theOldestMessageOfASenderEndsWhenTooManyWait() {
    SegmentAssembler small =
        new SegmentAssembler(new AssemblyLimits(Duration.ofMinutes(2), 2, 3, 1_000));
    List<OpenMessage> open = List.of();
    List<AssembledMessage> ended = new ArrayList<>();
    for (int reference = 1; reference <= 3; reference++) {
      AssemblyResult result =
          small.accept(
              open, segment(Scheme.UDH8, reference, 2, 1, "a"), NOW.plusSeconds(reference));
      open = result.open();
      ended.addAll(result.ended());
    }

    assertThat(ended).extracting(AssembledMessage::origin).containsExactly("1");
    assertThat(open).hasSize(2);
  }

  @Test
  void theOldestMessageOfAllEndsWhenTooManyWait() {
    SegmentAssembler small =
        new SegmentAssembler(new AssemblyLimits(Duration.ofMinutes(2), 2, 2, 1_000));
    List<OpenMessage> open = List.of();
    List<AssembledMessage> ended = new ArrayList<>();
    for (int person = 1; person <= 4; person++) {
      AssemblyResult result =
          small.accept(
              open,
              InboundSegment.of(
                  new InboundSegment.Address("+8491234567" + person, "8079", "" + person),
                  0x40,
                  0,
                  header(Scheme.UDH8, 1, 2, 1, "a".getBytes(StandardCharsets.US_ASCII)),
                  Map.of()),
              NOW.plusSeconds(person));
      open = result.open();
      ended.addAll(result.ended());
    }

    assertThat(ended).extracting(AssembledMessage::origin).containsExactly("1", "2");
  }

  @Test
  void aMessageThatIsTooLargeEnds() {
    SegmentAssembler small =
        new SegmentAssembler(new AssemblyLimits(Duration.ofMinutes(2), 8, 8, 3));

    AssemblyResult result = small.accept(List.of(), segment(Scheme.UDH8, 1, 200, 1, "abcd"), NOW);

    assertThat(result.open()).isEmpty();
    assertThat(result.ended()).hasSize(1);
  }

  @Test
  void bytesAreJoinedBeforeTheyAreDecoded() {
    byte[] picture = "👍".getBytes(StandardCharsets.UTF_16BE);
    accept(segment(8, 2, 1, Arrays.copyOf(picture, 2)));
    AssembledMessage ucs2 =
        accept(segment(8, 2, 2, Arrays.copyOfRange(picture, 2, 4))).ended().getFirst();
    accept(segment(0, 2, 1, new byte[] {'a', 0x1B}));
    AssembledMessage gsm7 = accept(segment(0, 2, 2, new byte[] {0x65})).ended().getFirst();

    assertThat(text(ucs2)).isEqualTo("👍");
    assertThat(text(gsm7)).isEqualTo("a€");
  }

  @Test
  void segmentsInTwoEncodingsAreDecodedSeparately() {
    accept(segment(0, 2, 1, new byte[] {'a', ' '}));
    AssembledMessage message =
        accept(segment(8, 2, 2, "ộ".getBytes(StandardCharsets.UTF_16BE))).ended().getFirst();

    assertThat(text(message)).isEqualTo("a ộ");
  }

  @Test
  void invalidHeadersMeanOneSegment() {
    for (byte[] bytes :
        List.of(
            new byte[0],
            new byte[] {(byte) 0xFF, 0, 3},
            new byte[] {5, 0, 3, 1, 2, 3},
            new byte[] {5, 0, 3, 1, 2, 0},
            new byte[] {5, 0, 9, 1, 2, 1},
            new byte[] {5, 0, 3, 1, 1, 1})) {
      InboundSegment segment = InboundSegment.of(address("1"), 0x40, 0, bytes, Map.of());
      assertThat(segment.position()).isEmpty();
    }
    InboundSegment sar =
        InboundSegment.of(address("1"), 0, 0, new byte[] {'a'}, Map.of("020C", new byte[2]));
    assertThat(sar.position()).isEmpty();
  }

  @Test
  void readsTheHeaderBesideOtherElementsAndInThePayload() {
    byte[] bytes = {8, 0x24, 1, 0, 0, 3, 9, 2, 2, 'a'};
    InboundSegment segment =
        InboundSegment.of(address("1"), 0x40, 0, new byte[0], Map.of("0424", bytes));

    assertThat(segment.position()).contains(new SegmentPosition(Scheme.UDH8, 9, 2, 2));
    assertThat(segment.text()).containsExactly('a');
  }

  @Property(tries = 200)
  void everySegmentEndsInOneMessageWhateverTheOrder(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 11) Integer> picks,
      @ForAll long seed) {
    List<Integer> shuffled = new ArrayList<>(picks);
    Collections.shuffle(shuffled, new Random(seed));
    List<OpenMessage> open = List.of();
    List<AssembledMessage> ended = new ArrayList<>();
    for (int pick : shuffled) {
      // Three messages of four segments.
      InboundSegment segment =
          segment(Scheme.UDH8, pick / 4, 4, pick % 4 + 1, "" + (char) ('a' + pick));
      AssemblyResult result = assembler.accept(open, segment, NOW);
      open = result.open();
      ended.addAll(result.ended());
    }
    ended.addAll(assembler.end(open, NOW.plusSeconds(120)).ended());

    String all = String.join("", ended.stream().map(this::text).toList());
    assertThat(all.replaceAll("[ …]", "").chars().sorted().toArray())
        .isEqualTo(picks.stream().distinct().mapToInt(pick -> 'a' + pick).sorted().toArray());
  }

  private AssemblyResult accept(InboundSegment segment) {
    AssemblyResult result = assembler.accept(stored, segment, NOW);
    stored = result.open();
    return result;
  }

  private String text(AssembledMessage message) {
    return new InboundDecoder(DefaultAlphabet.GSM7).decode(message.content()).text();
  }

  private InboundSegment segment(int dataCoding, int total, int number, byte[] text) {
    return InboundSegment.of(
        address("" + ++origins),
        0x40,
        dataCoding,
        header(Scheme.UDH8, 20, total, number, text),
        Map.of());
  }

  private InboundSegment segment(Scheme scheme, int reference, int total, int number, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    InboundSegment.Address address = address("" + ++origins);
    return scheme == Scheme.SAR
        ? InboundSegment.of(
            address,
            0,
            0,
            bytes,
            Map.of(
                "020C", new byte[] {0, (byte) reference},
                "020E", new byte[] {(byte) total},
                "020F", new byte[] {(byte) number}))
        : InboundSegment.of(
            address, 0x40, 0, header(scheme, reference, total, number, bytes), Map.of());
  }

  private static byte[] header(Scheme scheme, int reference, int total, int number, byte[] text) {
    byte[] header =
        scheme == Scheme.UDH8
            ? new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) number}
            : new byte[] {6, 8, 4, 1, (byte) reference, (byte) total, (byte) number};
    byte[] bytes = Arrays.copyOf(header, header.length + text.length);
    System.arraycopy(text, 0, bytes, header.length, text.length);
    return bytes;
  }

  private static InboundSegment.Address address(String origin) {
    return new InboundSegment.Address(SENDER, "8079", origin);
  }
}
