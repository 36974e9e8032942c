package dev.notifier.benchmarks;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.contracts.wire.RecordFormats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Writes and reads the records of a message: submit, journal, receipt and statuses. Messages come
 * in batches of {@value #BATCH}; the result is for one message.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(RecordBenchmark.BATCH)
@Fork(1)
public class RecordBenchmark {
  static final int BATCH = 20;

  private static final Instant AT = Instant.parse("2026-12-01T01:00:00Z");
  private static final String PHONE = "+84912345678";

  @Param({"json", "binary"})
  public String format = "binary";

  private final List<Sample<?>> samples = new ArrayList<>();
  private List<byte[]> values = List.of();

  /** A record and its format. */
  private record Sample<T extends VersionedRecord>(RecordFormat<T> format, T record) {
    byte[] write(boolean json) {
      return json ? RecordJson.write(record) : format.encode(record);
    }
  }

  @Setup
  public void setUp() {
    for (int i = 0; i < BATCH; i++) {
      samples.add(new Sample<>(RecordFormats.SUBMIT, message(i)));
      samples.add(new Sample<>(RecordFormats.INBOUND, receipt(i)));
    }
    samples.add(new Sample<>(RecordFormats.JOURNAL, journal()));
    for (NotificationState state :
        List.of(
            NotificationState.PLANNED, NotificationState.SUBMITTED, NotificationState.DELIVERED)) {
      samples.add(new Sample<>(RecordFormats.STATUSES, statuses(state)));
    }
    values = samples.stream().map(each -> each.write(isJson())).toList();
    System.out.println(
        values.stream().mapToInt(each -> each.length).sum() / BATCH + " bytes for a message");
  }

  private boolean isJson() {
    return format.equals("json");
  }

  @Benchmark
  public void encode(Blackhole sink) {
    for (Sample<?> sample : samples) {
      sink.consume(sample.write(isJson()));
    }
  }

  @Benchmark
  public void decode(Blackhole sink) {
    for (int i = 0; i < values.size(); i++) {
      sink.consume(samples.get(i).format().decode(values.get(i)));
    }
  }

  private static UUID id(int number) {
    return new UUID(0x0193_807a_5f3c_7000L + number, Long.reverse(number + 1L));
  }

  private static SubmitRecord message(int number) {
    return new SubmitRecord(
        SubmitRecord.VERSION,
        id(number),
        "viettel",
        Lane.NORMAL,
        Category.SERVICE,
        PHONE,
        new TemplateRef("card-expiring", 3, "vi"),
        "GSM7",
        77,
        List.of(
            "BHXHVN: The BHYT HC401***9425 cua Ba Lo Thi Mai het han ngay 31/12/2026, con 30 ngay."
                + " Vui long gia han tai co quan BHXH tinh Son La."),
        List.of(1),
        1,
        false,
        0,
        AT,
        "BHXHVN");
  }

  private static InboundRecord receipt(int number) {
    String id = "0A1B2C3D4E" + (100_000 + number);
    String text =
        " sub:001 dlvrd:001 submit date:2612010800 done date:2612010801 stat:DELIVRD err:000";
    return new InboundRecord(
        InboundRecord.VERSION,
        "viettel",
        0,
        4,
        0,
        PHONE.substring(1),
        "BHXHVN",
        ("id:" + id + text).getBytes(StandardCharsets.US_ASCII),
        Map.of("001E", (id + '\0').getBytes(StandardCharsets.US_ASCII), "0427", new byte[] {2}),
        AT);
  }

  private static JournalRecord journal() {
    return new JournalRecord(
        JournalRecord.VERSION,
        "viettel",
        0,
        IntStream.range(0, BATCH)
            .mapToObj(i ->
                new SubmitIntent(
                    4_711_000 + i,
                    new SegmentId(id(i), 1),
                    1,
                    1,
                    false,
                    true,
                    Lane.NORMAL,
                    230_000 + i))
            .toList(),
        IntStream.range(0, BATCH).mapToObj(RecordBenchmark::response).toList(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(Lane.URGENT, 1_000L, Lane.NORMAL, 230_020L, Lane.BULK, 77L),
        false,
        null);
  }

  private static Response response(int number) {
    long at = AT.toEpochMilli() + number;
    String id = "0A1B2C3D4E" + (100_000 + number);
    return new Response(
        4_710_900 + number,
        new SegmentId(id(number + BATCH), 1),
        1,
        1,
        false,
        Outcome.ACCEPTED,
        0,
        id,
        null,
        at,
        at + 12,
        PHONE);
  }

  private static StatusRecord statuses(NotificationState state) {
    return new StatusRecord(
        StatusRecord.VERSION,
        "default",
        IntStream.range(0, BATCH)
            .mapToObj(i ->
                new StatusRecord.Change(
                    id(i),
                    "/tst/son-la",
                    "D-2026-" + (100_000 + i),
                    "card.expiring",
                    state,
                    null,
                    state == NotificationState.DELIVERED ? "handset" : null,
                    false,
                    1,
                    AT.plusMillis(i)))
            .toList());
  }
}
