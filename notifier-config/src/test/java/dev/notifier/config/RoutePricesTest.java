package dev.notifier.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.config.prices.PriceConfig;
import dev.notifier.config.prices.PriceStep;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.RecordJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The prices of routes in a file. */
class RoutePricesTest {
  private static final LocalDate DAY = LocalDate.parse("2026-01-01");

  @Test
  void pricesAreReadAndKeptInTheStoredRoute() throws IOException {
    RouteConfig route =
        requireNonNull(
            load("""
            - { valid-from: 2026-01-01, per-segment: 300 }
            - category: general-info
              valid-from: "2026-01-01"
              steps: [{ above: 0, per-segment: 290.5 }, { above: 1000000, per-segment: 270 }]
            """)
                .routes()
                .get("r"));

    assertThat(route.prices())
        .containsExactly(
            new PriceConfig(null, DAY, new BigDecimal("300"), List.of()),
            new PriceConfig(
                Category.GENERAL_INFO,
                DAY,
                null,
                List.of(
                    new PriceStep(0, new BigDecimal("290.5")),
                    new PriceStep(1_000_000, new BigDecimal("270")))));
    byte[] json = RecordJson.write(route);
    assertThat(RecordJson.read(json, RouteConfig.class).prices()).isEqualTo(route.prices());
    assertThat(new String(json, UTF_8)).doesNotContain("null");
  }

  /** The digests of routes without prices stay those of older releases. */
  @Test
  void aRouteWithoutPricesIsStoredAsBefore() throws IOException {
    RouteConfig route = requireNonNull(load("").routes().get("r"));
    assertThat(new String(RecordJson.write(route), UTF_8)).doesNotContain("prices");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- { per-segment: 300 } | notifier.routes.r.prices[0].valid-from",
        "- { valid-from: 2026-13-01, per-segment: 300 } | notifier.routes.r.prices[0].valid-from",
        "- { valid-from: 2026-01-01 } | notifier.routes.r.prices[0]",
        "- { valid-from: 2026-01-01, per-segment: -1 } | notifier.routes.r.prices[0].per-segment",
        "- { valid-from: 2026-01-01, per-segment: x } | notifier.routes.r.prices[0].per-segment",
        "- { valid-from: 2026-01-01, per-segment: 0.00001 } | notifier.routes.r.prices[0].per-segment",
        "- { valid-from: 2026-01-01, per-segment: 1, category: x } | notifier.routes.r.prices[0].category",
        "- { valid-from: 2026-01-01, price: 1 } | notifier.routes.r.prices[0].price",
        "- { valid-from: 2026-01-01, steps: [{ above: 5, per-segment: 1 }] } | notifier.routes.r.prices[0]",
        "- { valid-from: 2026-01-01, steps: [{ above: 0 }] } | notifier.routes.r.prices[0].steps[0].per-segment",
        "- { valid-from: 2026-01-01, per-segment: 1, steps: [{ per-segment: 1 }] } | notifier.routes.r.prices[0]"
      })
  void aPriceThatIsNotClearIsAnError(String price, String key) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> load(price));
    assertThat(refused).isNotNull();
    assertThat(refused.errors()).extracting(ConfigError::key).contains(key);
  }

  @Test
  void twoPricesOfADayAreAnError() {
    String price = "- { category: otp, valid-from: 2026-01-01, per-segment: 1 }\n";
    @Nullable ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> load(price + price));
    assertThat(refused).isNotNull();
    assertThat(refused.errors())
        .extracting(ConfigError::key)
        .containsExactly("notifier.routes.r.prices[1]");
  }

  private static NotifierConfig load(String prices) throws IOException {
    String yaml =
        """
        notifier:
          api-key: api-secret-value-of-32-characters
          privacy-key: privacy-secret-value
          kafka.bootstrap-servers: 127.0.0.1:9092
          postgres: { url: "jdbc:postgresql://127.0.0.1:5432/notifier", password: secret }
          routes:
            r:
              host: smsc.example
        """
            + (prices.isEmpty() ? "" : "      prices:\n" + prices.indent(8));
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().stream()
        .map(PropertySource::getName)
        .toList()
        .forEach(environment.getPropertySources()::remove);
    new YamlPropertySourceLoader()
        .load("file", new ByteArrayResource(yaml.getBytes(UTF_8)))
        .forEach(environment.getPropertySources()::addLast);
    return ConfigLoader.load(environment, "notifier.api-key");
  }
}
