package dev.notifier.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.numbers.Carrier;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The routes of numbers whose carriers are known. */
class CarrierRouteTest {
  private static final MobileNumber OF_VIETTEL = new MobileNumber("+84961234567");
  private static final MobileNumber NEW_OF_VIETTEL = new MobileNumber("+84321234567");
  private static final MobileNumber OF_ITEL = new MobileNumber("+84871234567");

  private static final RouteSelector ROUTES =
      RouteSelector.of(
          List.of(
              route("viettel", "096", "097"),
              route("viettel-new", "032"),
              route("vina", "088"),
              route("others")),
          "others");

  private static RouteTraits route(String name, String... prefixes) {
    return new RouteTraits(
        name, List.of(prefixes), CarrierTextSettings.DEFAULT, false, false, List.of("8079"));
  }

  @Test
  void aPortedNumberTakesTheRouteOfItsCarrier() {
    assertThat(ROUTES.route(OF_VIETTEL, Carrier.VINAPHONE)).isEqualTo("vina");
    assertThat(ROUTES.route(OF_ITEL, Carrier.VIETTEL)).as("its first prefix").isEqualTo("viettel");
    assertThat(ROUTES.route(OF_VIETTEL, Carrier.MOBIFONE)).as("no route").isEqualTo("others");
    assertThat(
            ROUTES.answerRoute(
                OF_VIETTEL,
                Carrier.VINAPHONE,
                new ReplyOrigin("8079", null, new UUID(1, 2)),
                false))
        .isEqualTo("vina");
  }

  @Test
  void otherNumbersTakeTheRouteOfTheirPrefix() {
    assertThat(ROUTES.route(OF_VIETTEL)).isEqualTo("viettel");
    assertThat(ROUTES.route(NEW_OF_VIETTEL, Carrier.VIETTEL))
        .as("ported back")
        .isEqualTo("viettel-new");
    assertThat(ROUTES.route(OF_ITEL)).isEqualTo("others");
  }

  @Test
  void theNumberMattersIfAnotherRouteThanTheDefaultHasPrefixes() {
    assertThat(ROUTES.dependsOnNumber()).isTrue();
    assertThat(RouteSelector.of(List.of(route("only", "096")), "only").dependsOnNumber()).isFalse();
    assertThat(RouteSelector.of(List.of(route("a"), route("b")), "a").dependsOnNumber()).isFalse();
  }
}
