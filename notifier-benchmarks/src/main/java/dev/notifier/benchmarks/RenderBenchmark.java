package dev.notifier.benchmarks;

import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.template.ShippedRenderer;
import java.util.Map;
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

/** Renders shipped templates, from the data of an event to segments. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RenderBenchmark {
  private static final Map<String, Object> RECIPIENT =
      Map.of("kind", "CITIZEN", "honorific", "Bà", "fullName", "Lò Thị Mai", "locale", "vi");

  private final Renderer renderer = new ShippedRenderer();
  private final RenderRequest card =
      request(
          "card.expiring",
          Map.of(
              "recipient",
              RECIPIENT,
              "cardNo",
              "HC4010110129425",
              "validTo",
              "2026-12-31",
              "daysLeft",
              30));
  private final RenderRequest contribution =
      request(
          "contribution.received",
          Map.of(
              "recipient",
              RECIPIENT,
              "personId",
              "0110129425",
              "unitName",
              "Công ty Trách nhiệm hữu hạn May An Phát",
              "month",
              "2026-10",
              "totalMonths",
              115));

  private static RenderRequest request(String type, Map<String, Object> data) {
    return new RenderRequest(type, "vi", data, CarrierTextSettings.DEFAULT);
  }

  @Benchmark
  public RenderResult cardExpiring() {
    return renderer.render(card);
  }

  @Benchmark
  public RenderResult contributionReceived() {
    return renderer.render(contribution);
  }
}
