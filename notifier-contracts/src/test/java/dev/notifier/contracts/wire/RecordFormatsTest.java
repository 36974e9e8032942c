package dev.notifier.contracts.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.contracts.quarantine.EventIdentity;
import dev.notifier.contracts.wire.AnyRecords.Any;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/** What is read is what was written, and other bytes are a value that says what is wrong. */
@Domain(AnyRecords.class)
@Domain(DomainContext.Global.class)
class RecordFormatsTest {
  private static final List<RecordFormat<?>> ALL =
      List.of(
          RecordFormats.SUBMIT,
          RecordFormats.JOURNAL,
          RecordFormats.INBOUND,
          RecordFormats.STATUSES);

  @Property(tries = 300)
  void whatWasWrittenIsRead(@ForAll Any<?> any) {
    assertRead(any.format().decode(any.bytes()), any.record());
  }

  /** Topics contain it after an update, and it is written until all workers are updated. */
  @Property(tries = 200)
  void theJsonOfVersion1IsRead(@ForAll Any<?> any) {
    assertRead(any.format().decode(RecordJson.write(any.record())), any.record());
  }

  @Property(tries = 300)
  void aRecordThatIsCutOffIsMalformed(@ForAll Any<?> any, @ForAll @IntRange(max = 5_000) int at) {
    byte[] bytes = any.bytes();
    assertUnreadable(any.format().decode(Arrays.copyOf(bytes, at % bytes.length)));
  }

  @Property(tries = 300)
  void aRecordWithAnotherByteIsARecordOrUnreadable(
      @ForAll Any<?> any, @ForAll @IntRange(max = 5_000) int at, @ForAll byte other) {
    byte[] bytes = any.bytes();
    bytes[at % bytes.length] = other;
    assertThat(any.format().decode(bytes)).isNotNull();
    var _ = EventIdentity.notificationIdOf(bytes); // Any result, and no exception.
  }

  @Property(tries = 300)
  void anyBytesAreUnreadable(@ForAll @Size(max = 300) byte[] bytes) {
    for (RecordFormat<?> format : ALL) {
      assertUnreadable(format.decode(bytes));
    }
  }

  /** Random bytes seldom begin like a record. */
  @Property(tries = 300)
  void anyBytesBehindAVersionAreUnreadable(
      @ForAll @IntRange(max = 9) int version, @ForAll @Size(max = 300) byte[] bytes) {
    byte[] value = new byte[bytes.length + 2];
    value[0] = RecordWire.VERSION << WireType.BITS;
    value[1] = (byte) version;
    System.arraycopy(bytes, 0, value, 2, bytes.length);
    for (RecordFormat<?> format : ALL) {
      assertThat(format.decode(value)).isNotNull();
    }
  }

  @Property(tries = 200)
  void aRecordOfANewerVersionStopsAndOneThatIsCutOffDoesNot(@ForAll Any<?> any) {
    byte[] bytes = any.bytes();
    bytes[1]++;
    int known = any.format().version();
    assertThat(any.format().decode(bytes)).isEqualTo(new Decoded.Newer<>(known + 1, known));
    assertUnreadable(any.format().decode(Arrays.copyOf(bytes, bytes.length - 1)));
  }

  @Test
  void aLengthThatIsNotThereIsMalformedAndNothingIsAllocated() {
    for (RecordFormat<?> format : ALL) {
      for (int field : new int[] {2, 5, 6, 8, 9, 11, 12, 13, 1_000}) {
        byte[] huge = new WireWriter().number(1, 1).number(field, Long.MAX_VALUE).toBytes();
        int tag = 2;
        huge[tag] = (byte) (huge[tag] | WireType.LENGTH);
        assertUnreadable(format.decode(huge));
      }
    }
  }

  /** A release that reads only JSON may run beside this one. */
  @Test
  void version1IsJson() {
    RecordJson.setWrittenVersion(1);
    try {
      for (Any<?> any : new AnyRecords().any().sampleStream().limit(50).toList()) {
        if (any.record() instanceof StatusRecord statuses && statuses.changes().size() != 1) {
          continue; // A record of version 1 is one change.
        }
        byte[] json = any.bytes();
        assertThat(new String(json, StandardCharsets.UTF_8)).startsWith("{\"v\":1,");
        assertThat(any.format().decode(json)).isInstanceOf(Decoded.Complete.class);
      }
    } finally {
      RecordJson.setWrittenVersion(RecordJson.CURRENT_VERSION);
    }
  }

  /** Missing means all segments, so an empty list must not be read as missing, or written. */
  @Test
  void aMessageWithoutAPendingSegmentIsNeitherWrittenNorRead() {
    SubmitRecord message =
        new AnyRecords()
            .any()
            .sampleStream()
            .map(Any::record)
            .filter(SubmitRecord.class::isInstance)
            .map(SubmitRecord.class::cast)
            .findFirst()
            .orElseThrow();
    byte[] bytes = RecordFormats.SUBMIT.encode(withPending(message, all(message)));
    byte[] none = new WireWriter().bytes(12, new byte[0]).toBytes();
    byte[] mark = new WireWriter().flag(15, true).toBytes();
    byte[] empty = Arrays.copyOf(bytes, bytes.length + none.length);
    System.arraycopy(none, 0, empty, bytes.length - mark.length, none.length);
    System.arraycopy(mark, 0, empty, empty.length - mark.length, mark.length);
    assertThat(RecordFormats.SUBMIT.decode(bytes)).isInstanceOf(Decoded.Complete.class);
    assertThat(RecordFormats.SUBMIT.decode(empty))
        .isEqualTo(new Decoded.Unreadable<>(Decoded.Problem.WRONG_VALUE, "field pending"));
    SubmitRecord nothing = withPending(message, List.of());
    assertThatThrownBy(() -> RecordFormats.SUBMIT.encode(nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pending segment")
        .hasMessageNotContaining(message.phone());
  }

  private static List<Integer> all(SubmitRecord message) {
    return IntStream.rangeClosed(1, message.texts().size()).boxed().toList();
  }

  private static SubmitRecord withPending(SubmitRecord message, List<Integer> pending) {
    return new SubmitRecord(
        message.v(),
        message.notificationId(),
        message.route(),
        message.lane(),
        message.category(),
        message.phone(),
        message.template(),
        message.encoding(),
        message.reference(),
        message.texts(),
        pending,
        message.attempt(),
        message.resent(),
        message.hops(),
        message.expiresAt(),
        message.sender());
  }

  /** Each would take many times the memory of its two bytes. */
  @Test
  void elementsWithoutAnIdEndTheReading() {
    WireWriter journal = new WireWriter().number(1, 2).text(2, "a");
    WireWriter statuses = new WireWriter().number(1, 2).text(2, "t");
    for (int i = 0; i < 1_000; i++) {
      journal.bytes(6, new byte[0]);
      statuses.bytes(5, new byte[0]);
    }
    assertUnreadable(RecordFormats.JOURNAL.decode(journal.flag(15, true).toBytes()));
    assertUnreadable(RecordFormats.STATUSES.decode(statuses.flag(15, true).toBytes()));
  }

  @Test
  void aRecordNamesItsNotificationInTheQuarantine() {
    AnyRecords any = new AnyRecords();
    any.any()
        .sampleStream()
        .limit(50)
        .filter(each -> each.record() instanceof SubmitRecord)
        .forEach(each ->
            assertThat(EventIdentity.notificationIdOf(each.bytes()))
                .isEqualTo(((SubmitRecord) each.record()).notificationId()));
  }

  private static void assertRead(Decoded<?> decoded, VersionedRecord record) {
    assertThat(decoded).isInstanceOf(Decoded.Complete.class);
    assertThat(((Decoded.Complete<?>) decoded).record())
        .usingRecursiveComparison()
        .isEqualTo(record);
  }

  private static void assertUnreadable(Decoded<?> decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Unreadable.class);
  }
}
