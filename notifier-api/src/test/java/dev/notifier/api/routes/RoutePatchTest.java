package dev.notifier.api.routes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.api.http.JsonYamlReader;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

class RoutePatchTest {
  @Test
  void readsOnlyTheGivenFields() {
    assertThat(read("{\"rate\":7,\"paused\":true}")).isEqualTo(new RoutePatch(7, null, null, true));
    assertThat(read("{}")).isEqualTo(new RoutePatch(null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"rate\":-1}; /rate; invalid-setting; This number must be at least 0.",
        "{\"rate\":1.5}; /rate; invalid-setting; This field must be a whole number, without quotes.",
        "{\"rate\":null}; /rate; invalid-setting; This field must be a whole number, without quotes.",
        "{\"rate\":99999999999}; /rate; invalid-setting; This number may be at most 1000000.",
        "{\"paused\":\"yes\"}; /paused; invalid-setting; This field must be true or false, without quotes.",
        "{\"password\":\"x\"}; /password; unknown-setting; This field is unknown. Use one of rate, sessions, window, paused.",
      })
  void rejectsAnInvalidField(String body, String pointer, String code, String detail) {
    ProblemException rejected = catchThrowableOfType(ProblemException.class, () -> read(body));

    assertThat(rejected.problem().errors())
        .containsExactly(new Problem.Entry(pointer, code, detail));
  }

  /** The configuration and the API description have the same limits. */
  @ParameterizedTest
  @ValueSource(strings = {"rate", "window"})
  void limitsAreThoseOfTheConfiguration(String field) throws NoSuchFieldException {
    var component = RouteConfig.class.getDeclaredField(field);
    long min = component.getAnnotation(Min.class).value();
    long max = component.getAnnotation(Max.class).value();

    assertThatCode(() -> read(body(field, min))).doesNotThrowAnyException();
    assertThatCode(() -> read(body(field, max))).doesNotThrowAnyException();
    for (long outside : new long[] {min - 1, max + 1}) {
      assertThat(
              catchThrowableOfType(ProblemException.class, () -> read(body(field, outside)))
                  .problem()
                  .code())
          .isEqualTo("invalid-setting");
    }
  }

  /** The only upper limit is that of the route; another one would mislead. */
  @ParameterizedTest
  @ValueSource(longs = {5, 64, 65, 999, 99_999_999_999L})
  void tooManySessionsAreRejectedWithTheLimitOfTheRoute(long sessions) {
    var route = new RouteRecord(1, "viettel", 7, config(4), false, 0);
    var rejected =
        catchThrowableOfType(
            ProblemException.class, () -> read(body("sessions", sessions)).apply(route));

    assertThat(rejected.problem().errors())
        .containsExactly(
            new Problem.Entry(
                "/sessions",
                "invalid-setting",
                "The route may have at most 4 sessions (max-sessions). Send fewer, or raise max-sessions in the configuration."));
    assertThat(read(body("sessions", 4)).apply(route).settings().sessions()).isEqualTo(4);
    assertThat(catchThrowableOfType(ProblemException.class, () -> read(body("sessions", 0))))
        .isNotNull();
  }

  @Test
  void theMediaTypesAreThoseOfTheDescription() throws IOException {
    try (var in = RoutePatchTest.class.getResourceAsStream("/openapi.yaml")) {
      var description = JsonYamlReader.yaml(requireNonNull(in).readAllBytes());
      var content =
          description.at("/paths/~1v1~1routes~1{name}/patch/requestBody/content").propertyNames();
      assertThat(content).containsExactlyElementsOf(RoutesController.PATCH.mediaTypes());
    }
  }

  private static RouteConfig config(int maxSessions) {
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of("route.max-sessions", Integer.toString(maxSessions))))
        .bind("route", RouteConfig.class)
        .get();
  }

  private static String body(String field, long value) {
    return "{\"" + field + "\":" + value + "}";
  }

  private static RoutePatch read(String body) {
    return RoutePatch.read(JsonMapper.shared().readTree(body));
  }
}
