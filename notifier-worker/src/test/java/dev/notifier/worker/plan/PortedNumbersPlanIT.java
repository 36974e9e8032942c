package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.numbers.Carrier;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.RouteTraits;
import dev.notifier.store.carriers.NumberCarrier;
import dev.notifier.store.carriers.NumberCarrier.Source;
import dev.notifier.store.carriers.NumberCarrierStore;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.worker.testing.PipelineDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Messages to ported numbers take the route of their carrier. */
class PortedNumbersPlanIT {
  /** As {@link PlanHarness#event} has it, of the prefix 086. */
  private static final String NUMBER = "+84861234567";

  private static void port(DataSource database, Carrier carrier) {
    RecipientKey keys = new RecipientKey(PlanHarness.PRIVACY_KEY.getBytes(StandardCharsets.UTF_8));
    new NumberCarrierStore(database)
        .store(
            List.of(
                new NumberCarrier(
                    keys.bitsOf(NUMBER), carrier.name(), Instant.now(), Source.PORTING_FILE)));
  }

  @Test
  void theCarrierOfTheNumberOverridesItsPrefix() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      port(database, Carrier.VINAPHONE);
      String vinaphone = PlanHarness.TEST_ROUTE;
      plan.routes =
          RouteSelector.of(
              List.of(
                  new RouteTraits(
                      PlanHarness.ROUTE, List.of("086"), CarrierTextSettings.DEFAULT, false),
                  new RouteTraits(vinaphone, List.of("091"), CarrierTextSettings.DEFAULT, false)),
              PlanHarness.ROUTE);
      plan.send(List.of(PlanHarness.event(1)));
      plan.start(PlanHarness.rendering("text "), LoopStepListener.NONE);
      plan.awaitAllPlanned();

      assertThat(plan.submitted()).isEmpty();
      assertThat(plan.kafka.committed(Topics.submit(vinaphone, PlanHarness.LANE)))
          .singleElement()
          .extracting(record -> RecordFormats.SUBMIT.read(record.value()).phone())
          .isEqualTo(NUMBER);
    }
  }

  @Test
  void theFirstImportHasEffectAMinuteLater() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool()) {
      AtomicLong nanos = new AtomicLong();
      PortedNumbers numbers = new PortedNumbers(database, PlanHarness.PRIVACY_KEY, nanos::get);
      assertThat(numbers.of(List.of(PlanHarness.event(1)))).isEmpty();

      port(database, Carrier.ITEL);
      nanos.addAndGet(Duration.ofSeconds(59).toNanos());
      assertThat(numbers.of(List.of(PlanHarness.event(1)))).as("nothing is asked yet").isEmpty();
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(numbers.of(List.of(PlanHarness.event(1)))).isEqualTo(Map.of(NUMBER, Carrier.ITEL));

      port(database, Carrier.VINAPHONE);
      assertThat(numbers.of(List.of(PlanHarness.event(1))))
          .as("others at once")
          .isEqualTo(Map.of(NUMBER, Carrier.VINAPHONE));
    }
  }
}
