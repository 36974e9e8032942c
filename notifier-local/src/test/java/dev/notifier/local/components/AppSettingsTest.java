package dev.notifier.local.components;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.StartupMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the local start sets over the file. */
class AppSettingsTest {
  private static final String DOMAIN = "notifier.users.passkeys.relying-party-id";
  private static final String ORIGINS = "notifier.users.passkeys.origins";
  private static final String QUERIES = "notifier.replies.queries";
  private static final String HOTLINE = "notifier.replies.hotline";
  private static final String ADDRESS = "notifier.replies.addresses[0].file";
  private static final String EXTERNAL =
      """
      notifier.kafka.bootstrap-servers: "kafka.example:9092"
      notifier.postgres.url: "jdbc:postgresql://postgres.example/notifier"
      """;

  @TempDir private Path directory;

  private Map<String, String> settings(ComponentKind kind, String yaml) throws Exception {
    return app(yaml).of(kind);
  }

  private AppSettings app(String yaml) throws Exception {
    Path file = directory.resolve("config.yaml");
    Files.writeString(file, EXTERNAL + yaml);
    return new AppSettings(
        HomeDirectory.open(directory.resolve("home")),
        LocalSettings.load(Optional.of(file)),
        Optional.of(file));
  }

  @Test
  void passkeysBelongToTheMachine() throws Exception {
    assertThat(settings(ComponentKind.API, "server.port: 9090"))
        .containsEntry(DOMAIN, "localhost")
        .containsEntry(ORIGINS, "http://localhost:9090");
    assertThat(settings(ComponentKind.WORKER, "")).doesNotContainKeys(DOMAIN, ORIGINS);
  }

  @Test
  void onlyPartsOfTheHomeAreWaitedFor() throws Exception {
    assertThat(app("").needs()).isEmpty();
    assertThat(
            new AppSettings(
                    HomeDirectory.open(directory.resolve("home")),
                    LocalSettings.load(Optional.empty()),
                    Optional.empty())
                .needs())
        .containsExactly(ComponentKind.KAFKA, ComponentKind.POSTGRES);
  }

  @Test
  void eachStartHasACodeOfItsOwn() throws Exception {
    String code = "notifier.console.start-code";
    String first = settings(ComponentKind.API, "").get(code);
    assertThat(first).matches("[A-Za-z0-9_-]{32,100}");
    assertThat(settings(ComponentKind.API, "")).doesNotContainEntry(code, first);
    assertThat(settings(ComponentKind.WORKER, "")).doesNotContainKey(code);
  }

  @Test
  void aConsoleThatIsSwitchedOffHasNoLink() throws Exception {
    String url = "http://127.0.0.1:8080";
    assertThat(app("").endpoints(ComponentKind.API, url, url))
        .containsEntry("console", "http://localhost:8080/console/");

    String off = "notifier.console.enabled: false";
    assertThat(app(off).endpoints(ComponentKind.API, url, url)).doesNotContainKey("console");
    assertThat(settings(ComponentKind.API, off)).doesNotContainKey("notifier.console.start-code");
    HomeDirectory home = HomeDirectory.open(directory.resolve("home"));
    assertThat(StartupMessage.of(home)).contains("  Handset   ").doesNotContain("Console");
    home.endpoints().put(Map.of("console", "http://localhost:8080/console/"));
    assertThat(StartupMessage.of(home))
        .contains("\n  Console   http://localhost:8080/console/start#")
        .contains("minutes)\n  Handset   ");
  }

  @Test
  void theWorkerAsksTheSystemWithTestData() throws Exception {
    assertThat(settings(ComponentKind.WORKER, "local.queries-port: 2999"))
        .containsEntry(QUERIES + ".url", "http://127.0.0.1:2999")
        .hasEntrySatisfying(
            QUERIES + ".secret",
            secret -> assertThat(secret).matches("whsec_[A-Za-z0-9+/]{32,86}={0,2}"));
    assertThat(settings(ComponentKind.API, "")).doesNotContainKey(QUERIES + ".url");
  }

  @Test
  void aSystemOfTheFileStays() throws Exception {
    String yaml =
        QUERIES
            + ".url: https://data.example\n"
            + QUERIES
            + ".secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assertThat(settings(ComponentKind.WORKER, yaml))
        .doesNotContainKeys(QUERIES + ".url", QUERIES + ".secret");
  }

  @Test
  void theHotlineIsTheOneOfTheLocalStartOrOfTheFile() throws Exception {
    for (ComponentKind kind : List.of(ComponentKind.API, ComponentKind.WORKER)) {
      assertThat(settings(kind, "local.queries-port: 2999"))
          .containsEntry(HOTLINE + ".url", "http://127.0.0.1:2999/hotline/events")
          .hasEntrySatisfying(
              HOTLINE + ".secret", secret -> assertThat(secret).startsWith("whsec_"));
      String own =
          HOTLINE
              + ".url: https://hotline.example\n"
              + HOTLINE
              + ".secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
      assertThat(settings(kind, own)).doesNotContainKeys(HOTLINE + ".url", HOTLINE + ".secret");
    }
  }

  @Test
  void peopleWriteToTheShippedShortCode() throws Exception {
    String provider = "notifier.replies.providers.aggregator.signature.secret";
    assertThat(settings(ComponentKind.API, ""))
        .containsEntry(ADDRESS, "shipped:8079")
        .hasEntrySatisfying(provider, secret -> assertThat(secret).hasSizeGreaterThan(30));
    assertThat(settings(ComponentKind.WORKER, ""))
        .containsEntry(ADDRESS, "shipped:8079")
        .doesNotContainKey(provider);
    assertThat(settings(ComponentKind.API, "server.port: 0")).doesNotContainKey(provider);
    assertThat(settings(ComponentKind.API, "notifier.replies.addresses[0].file: other.yaml"))
        .doesNotContainKeys(ADDRESS, provider);
  }

  @Test
  void usersPractiseWithTheSimulator() throws Exception {
    String test = "notifier.routes.practice.test";
    String tenant = "notifier.replies.addresses[1].tenant";
    for (ComponentKind kind : List.of(ComponentKind.API, ComponentKind.WORKER)) {
      assertThat(settings(kind, "local.smsc-port: 2999"))
          .containsEntry(test, "true")
          .containsEntry("notifier.routes.practice.port", "2999")
          .containsEntry("notifier.routes.viettel.port", "2999")
          .containsEntry("notifier.replies.addresses[1].file", "shipped:8079/8000")
          .containsEntry(tenant, "default~test");
    }
    assertThat(settings(ComponentKind.WORKER, "local.practice: false"))
        .containsKey("notifier.routes.viettel.port")
        .doesNotContainKeys(test, tenant);
    assertThat(settings(ComponentKind.WORKER, "notifier.routes.a.host: smsc.example"))
        .as("a route of the user's own")
        .doesNotContainKeys(test, tenant, "notifier.routes.viettel.port");
  }

  @Test
  void aDomainOfTheFileStays() throws Exception {
    assertThat(
            settings(
                ComponentKind.API, DOMAIN + ": sms.example\n" + ORIGINS + ": https://sms.example"))
        .doesNotContainKeys(DOMAIN, ORIGINS);
  }
}
