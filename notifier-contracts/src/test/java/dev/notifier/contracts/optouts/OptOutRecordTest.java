package dev.notifier.contracts.optouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordJson;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptOutRecordTest {
  @Test
  void aRecordIsReadAsItWasWritten() {
    OptOutRecord record = OptOutRecord.of(3, Map.of("*", 6, "son-la", 0));

    assertThat(OptOutRecord.FORMAT.decode(RecordJson.write(record)))
        .isEqualTo(new Decoded.Complete<>(record));
  }

  @Test
  void aRecordWithoutVersionIsNotUsed() {
    assertThat(OptOutRecord.FORMAT.decode(RecordJson.write(OptOutRecord.of(0, Map.of("*", 6)))))
        .isInstanceOf(Decoded.Unreadable.class);
  }

  @Test
  void purposesHaveBits() {
    Set<OptOutPurpose> two = Set.of(OptOutPurpose.SERVICE, OptOutPurpose.ADVERTISING);

    assertThat(OptOutPurpose.bits(two)).isEqualTo(0b101);
    assertThat(OptOutPurpose.of(0b101)).isEqualTo(two);
    assertThat(OptOutPurpose.of(OptOutPurpose.ALL_BITS)).containsOnly(OptOutPurpose.values());
  }

  @Test
  void noOneOptsOutOfOneTimeCodes() {
    assertThat(OptOutPurpose.bitOf(Category.OTP)).isZero();
    assertThat(OptOutPurpose.bitOf(Category.GENERAL_INFO))
        .isEqualTo(OptOutPurpose.GENERAL_INFO.bit());
  }
}
