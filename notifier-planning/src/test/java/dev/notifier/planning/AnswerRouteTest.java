package dev.notifier.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The routes of answers. */
class AnswerRouteTest {
  private static final MobileNumber NUMBER =
      Objects.requireNonNull(MobileNumber.ofE164("+84912345678"));

  @Test
  void anAnswerTakesTheRouteOfTheMessageIfItMaySendFromTheAddress() {
    RouteSelector routes =
        RouteSelector.of(
            List.of(
                route("a", false, "BHXHVN", "8079"),
                route("b", false, "BHXHVN", "8079"),
                route("vina", false, "BHXHVN", "8079", "091"),
                route("z", false, "BHXHVN", "1414")),
            "");

    assertThat(answerRoute(routes, "8079", "b")).isEqualTo("b");
    assertThat(answerRoute(routes, "8079", null)).as("that of the number").isEqualTo("vina");
    assertThat(answerRoute(routes, "8079", "z")).as("may not send from it").isEqualTo("vina");
    assertThat(answerRoute(routes, "8079", "provider.x")).as("no route").isEqualTo("vina");
    assertThat(answerRoute(routes, "1414", null)).as("another route").isEqualTo("z");
    assertThat(answerRoute(routes, "BHXHVN", "a")).as("the route's own address").isEqualTo("a");
    assertThat(answerRoute(routes, "5656", "a")).isNull();
  }

  @Test
  void withoutTheRouteOfTheMessageOrTheNumberItTakesTheFirstByName() {
    RouteSelector routes =
        RouteSelector.of(
            List.of(
                route("vina", false, "BHXHVN", "", "091"),
                route("c", false, "BHXHVN", "8079"),
                route("b", false, "8079", "")),
            "");

    assertThat(answerRoute(routes, "8079", "vina")).isEqualTo("b");
  }

  @Test
  void aSingleRouteMaySendFromEveryAddress() {
    RouteSelector routes =
        RouteSelector.of(
            List.of(route("only", false, "BHXHVN", ""), route("test", true, "BHXHVN", "")), "");

    assertThat(answerRoute(routes, "8079", null)).isEqualTo("only");
    assertThat(answerRoute(routes, "8079", "test")).as("only for tests").isEqualTo("only");
    assertThat(routes.answerRoute(NUMBER, null, reply("8079", "only"), true)).isEqualTo("test");
    assertThat(routes.sender("only")).isEqualTo("BHXHVN");
    assertThat(routes.sender("none")).isNull();
  }

  private static @Nullable String answerRoute(
      RouteSelector routes, String address, @Nullable String route) {
    return routes.answerRoute(NUMBER, null, reply(address, route), false);
  }

  private static ReplyOrigin reply(String address, @Nullable String route) {
    return new ReplyOrigin(address, route, new UUID(1, 2));
  }

  private static RouteTraits route(
      String name, boolean test, String source, String further, String... prefixes) {
    return new RouteTraits(
        name,
        List.of(prefixes),
        CarrierTextSettings.DEFAULT,
        false,
        test,
        further.isEmpty() ? List.of(source) : List.of(source, further));
  }
}
