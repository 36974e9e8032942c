package dev.notifier.benchmarks;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.SegmentResult;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.templates.text.NormalizationResult;
import dev.notifier.templates.text.TextNormalizer;
import dev.notifier.templates.vietnamese.Diacritics;
import dev.notifier.templates.vietnamese.LegacyEncoding;
import dev.notifier.templates.vietnamese.LegacyEncodingDetector;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The processing of a rendered notice of 135 letters before it is sent. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TextBenchmark {
  private static final int MAX_SEGMENTS = 3;
  private static final CarrierTextSettings STRICT =
      new CarrierTextSettings(WireProfile.DEFAULT, "&%#@[]{}<>\\");

  // Not constants, so that the compiler cannot compute the results in advance.
  private String notice =
      "BHXHVN: Thẻ BHYT xxxxxx9425 của Bà Lò Thị Mai hết hạn 31/12/2026. Gia hạn trước 31/12/2026"
          + " để không gián đoạn quyền lợi. Hỏi: 1900.9068";
  private String typographic = notice.replace("Hỏi:", "Hỏi “BHXH & BHYT” –");
  private String stripped = Diacritics.strip(notice);
  private String name = "Công ty Cổ phần Thương mại Dịch vụ Hoàng Gia";

  @Benchmark
  public String strip() {
    return Diacritics.strip(notice);
  }

  @Benchmark
  public NormalizationResult normalizeStripped() {
    return TextNormalizer.normalize(
        notice, DiacriticsPolicy.STRIP, MAX_SEGMENTS, CarrierTextSettings.DEFAULT);
  }

  @Benchmark
  public NormalizationResult normalizeKept() {
    return TextNormalizer.normalize(
        notice, DiacriticsPolicy.KEEP, MAX_SEGMENTS, CarrierTextSettings.DEFAULT);
  }

  @Benchmark
  public NormalizationResult normalizeAuto() {
    return TextNormalizer.normalize(
        notice, DiacriticsPolicy.AUTO, MAX_SEGMENTS, CarrierTextSettings.DEFAULT);
  }

  @Benchmark
  public NormalizationResult normalizeWithSubstitutions() {
    return TextNormalizer.normalize(typographic, DiacriticsPolicy.STRIP, MAX_SEGMENTS, STRICT);
  }

  @Benchmark
  public SegmentResult segmentGsm7() {
    return new Segmenter().segment(stripped);
  }

  @Benchmark
  public SegmentResult segmentUcs2() {
    return new Segmenter().segment(notice);
  }

  @Benchmark
  public Optional<LegacyEncoding> detectLegacy() {
    return LegacyEncodingDetector.detect(name);
  }
}
