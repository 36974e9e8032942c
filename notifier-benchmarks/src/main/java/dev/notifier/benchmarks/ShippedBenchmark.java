package dev.notifier.benchmarks;

import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.template.ShippedRenderer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Renders every shipped template with the samples of its event type, from data to segments. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ShippedBenchmark {
  @Param({
    "account.password.reset",
    "benefit.paid",
    "card.expiring",
    "card.renewed",
    "card.suspended",
    "case.decided",
    "case.delayed",
    "case.incomplete",
    "case.received",
    "contribution.overdue",
    "contribution.received",
    "contribution.stopped",
    "employer.payment.received",
    "employer.statement.issued",
    "facility.report.accepted",
    "notice.published",
    "pension.scheduled",
    "reply.answered",
    "reply.card-validity",
    "reply.case-status",
    "reply.contribution-record",
    "reply.new-password",
    "visit.recorded",
    "voluntary.due",
    "voluntary.received"
  })
  private String type = "";

  @Param({"typical", "longest"})
  private String sample = "";

  private final Renderer renderer = new ShippedRenderer();
  private @Nullable RenderRequest request;

  /** Reads the sample of the shipped event type. */
  @Setup
  public void read() throws IOException {
    String file = "/shipped/event-types/" + type + ".yaml";
    try (InputStream in =
        Objects.requireNonNull(ShippedBenchmark.class.getResourceAsStream(file))) {
      Object eventType = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      request =
          new RenderRequest(
              type,
              "vi",
              object(object(eventType, "samples"), sample),
              CarrierTextSettings.DEFAULT);
    }
    if (!(render() instanceof RenderResult.Rendered)) {
      throw new IllegalStateException("the template has no text for this sample");
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object parent, String key) {
    return (Map<String, Object>) Objects.requireNonNull(((Map<String, Object>) parent).get(key));
  }

  @Benchmark
  public RenderResult render() {
    return renderer.render(Objects.requireNonNull(request));
  }
}
