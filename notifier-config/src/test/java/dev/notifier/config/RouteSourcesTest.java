package dev.notifier.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.contracts.RecordJson;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The further sender addresses of routes in a file. */
class RouteSourcesTest {
  @Test
  void theTypeOfAnAddressFollowsFromItsCharactersUnlessItIsSet() throws IOException {
    RouteConfig route =
        requireNonNull(
            load("""
            - address: "8079"
            - { address: "84241414", ton: 1, npi: 1 }
            - address: BHXH
            """)
                .routes()
                .get("r"));

    assertThat(route.senders()).containsExactly("BHXHVN", "8079", "84241414", "BHXH");
    assertThat(route.sources())
        .extracting(each -> each.actualTon() + "/" + each.actualNpi())
        .containsExactly("3/0", "1/1", "5/0");
    byte[] json = RecordJson.write(route);
    assertThat(RecordJson.read(json, RouteConfig.class).sources()).isEqualTo(route.sources());
    assertThat(new String(json, UTF_8)).contains("{\"address\":\"8079\"}").doesNotContain("null");
  }

  /** The digests of such routes stay those of older releases. */
  @Test
  void aRouteWithoutFurtherAddressesIsStoredAsBefore() throws IOException {
    RouteConfig route = requireNonNull(load("").routes().get("r"));
    assertThat(new String(RecordJson.write(route), UTF_8)).doesNotContain("sources");
    assertThat(route.senders()).containsExactly("BHXHVN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- ton: 3 | notifier.routes.r.sources[0].address",
        "- address: 'a;b' | notifier.routes.r.sources[0].address",
        "- { address: '8079', ton: 9 } | notifier.routes.r.sources[0].ton",
        "- { address: '8079', npi: x } | notifier.routes.r.sources[0].npi",
        "- { address: '8079', type: 3 } | notifier.routes.r.sources[0].type",
        "- address: BHXHVN | notifier.routes.r.sources[0].address",
        "- address: BHXH VIET NAM | notifier.routes.r.sources[0].address"
      })
  void anAddressThatIsNotClearIsAnError(String source, String key) {
    assertThat(errors(source)).contains(key);
  }

  @Test
  void thereAreAtMost100() {
    String many =
        IntStream.range(0, 101)
            .mapToObj(i -> "- address: \"" + (1000 + i) + "\"\n")
            .collect(Collectors.joining());
    assertThat(errors(many)).containsExactly("notifier.routes.r.sources");
  }

  private static List<String> errors(String sources) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> load(sources));
    assertThat(refused).isNotNull();
    return refused.errors().stream().map(ConfigError::key).toList();
  }

  private static NotifierConfig load(String sources) throws IOException {
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
            + (sources.isEmpty() ? "" : "      sources:\n" + sources.indent(8));
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
