package dev.notifier.templates.sms;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Gsm7PackingTest {
  /** Reads bit by bit, like a handset that knows the number of septets. */
  @Property(tries = 500)
  void packedSeptetsCanBeUnpacked(
      @ForAll @Size(max = 200) byte[] septets,
      @ForAll @IntRange(min = 0, max = 12) int headerBytes) {
    byte[] bytes = Gsm7Packing.pack(septets, headerBytes);

    int fillBits = 0;
    while ((headerBytes * 8 + fillBits) % 7 != 0) {
      fillBits++;
    }
    for (int i = 0; i < septets.length; i++) {
      int septet = 0;
      for (int bit = 0; bit < 7; bit++) {
        int position = fillBits + i * 7 + bit;
        septet |= (bytes[position / 8] >> position % 8 & 1) << bit;
      }
      assertThat(septet).isEqualTo(septets[i] & 0x7F);
    }
    assertThat(bytes.length).isEqualTo((fillBits + septets.length * 7 + 7) / 8);
  }
}
