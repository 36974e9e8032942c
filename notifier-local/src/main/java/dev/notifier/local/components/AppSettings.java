package dev.notifier.local.components;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.StartupMessage;
import dev.notifier.local.hotline.HotlineReceiver;
import dev.notifier.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of api and worker: the user's file, and over it the addresses of the other
 * components and the secrets of the home. Settings of the file itself are not overridden.
 */
final class AppSettings {
  static final String QUIET_HOURS = "notifier.intake.quiet-hours";
  private static final List<String> OPERATORS = List.of("editor", "reviewer");

  private final HomeDirectory home;
  private final LocalSettings.Loaded loaded;
  private final Optional<Path> file;

  AppSettings(HomeDirectory home, LocalSettings.Loaded loaded, Optional<Path> file) {
    this.home = home;
    this.loaded = loaded;
    this.file = file;
  }

  /** The settings by key. They contain secrets, so they must not appear on a command line. */
  Map<String, String> of(ComponentKind kind) throws IOException, CommandException {
    Map<String, String> settings = new LinkedHashMap<>();
    file.ifPresent(path -> settings.put("spring.config.additional-location", "file:" + path));
    if (loaded.kafka().isEmpty()) {
      settings.put("notifier.kafka.bootstrap-servers", addressOf(ComponentKind.KAFKA));
      settings.put("notifier.kafka.security.protocol", "SASL_PLAINTEXT");
      settings.put("notifier.kafka.security.mechanism", "SCRAM-SHA-512");
      settings.put("notifier.kafka.security.username", EmbeddedKafka.USER);
      settings.put("notifier.kafka.security.password", home.secret(KafkaComponent.PASSWORD));
    }
    if (loaded.postgres().isEmpty()) {
      settings.put("notifier.postgres.url", addressOf(ComponentKind.POSTGRES));
    }
    if (loaded.privacyKey().isEmpty()) {
      settings.put("notifier.privacy-key", home.secret("privacy-key"));
    }
    settings.put("notifier.api-key", apiKey());
    if (!loaded.ownReplies()) {
      settings.putAll(LocalAggregator.address());
    }
    if (!loaded.ownQuietHours()) {
      // The handsets are simulated, and a first event must not wait for the morning.
      settings.put(QUIET_HOURS, "false");
    }
    if (kind == ComponentKind.API) {
      if (loaded.hasAggregator()) {
        settings.putAll(LocalAggregator.provider(home));
      }
      settings.putAll(operators());
      settings.putAll(passkeys());
      if (loaded.console()) {
        settings.put("notifier.console.start-code", home.newSecret(StartupMessage.CONSOLE_CODE));
      }
      if (!loaded.ownCertificateKeys()) {
        settings.put(
            "notifier.certificates.key-files", home.signingKey("certificate-key").toString());
      }
    }
    if (kind == ComponentKind.WORKER && !loaded.ownQueries()) {
      settings.put(
          "notifier.replies.queries.url", "http://127.0.0.1:" + loaded.local().queriesPort());
      settings.put("notifier.replies.queries.secret", QueriesComponent.secret(home));
    }
    if (!loaded.ownHotline()) {
      settings.put(
          "notifier.replies.hotline.url",
          "http://127.0.0.1:" + loaded.local().queriesPort() + HotlineReceiver.EVENTS);
      settings.put("notifier.replies.hotline.secret", QueriesComponent.hotlineSecret(home));
    }
    int smscPort = loaded.local().smscPort();
    if (loaded.demo()) {
      settings.putAll(DemoSettings.of(smscPort, loaded.ownReleaseLimit()));
    } else if (!loaded.ownRoutes()) {
      settings.putAll(SimulatedRoutes.shipped(smscPort));
    }
    if (loaded.hasPractice()) {
      settings.putAll(SimulatedRoutes.practice(smscPort));
    }
    if (kind == ComponentKind.API) {
      settings.put("management.server.port", Integer.toString(loaded.healthPort()));
    }
    if (kind == ComponentKind.WORKER) {
      // A worker has no other port, whatever the file sets for the api.
      settings.put("management.server.port", "");
      // Several workers may run on one machine; endpoints.json has the port of each.
      settings.put("server.port", "0");
    }
    return settings;
  }

  /** Two operators, so that one can approve what the other writes; none if the file has its own. */
  private Map<String, String> operators() throws IOException {
    Map<String, String> keys = new LinkedHashMap<>();
    if (!loaded.ownOperators()) {
      for (String name : OPERATORS) {
        keys.put("notifier.operators." + name + ".key", home.secret(name + "-key"));
      }
    }
    return keys;
  }

  /** Browsers accept no passkeys for an IP address, and localhost needs no TLS. */
  private Map<String, String> passkeys() {
    return loaded.ownPasskeys() || apiPort() == 0
        ? Map.of()
        : Map.of(
            "notifier.users.passkeys.relying-party-id",
            "localhost",
            "notifier.users.passkeys.origins",
            "http://localhost:" + apiPort());
  }

  String apiKey() throws IOException {
    return loaded.apiKey().isPresent() ? loaded.apiKey().get() : home.secret("api-key");
  }

  /** The components of the home whose addresses the settings contain. */
  List<ComponentKind> needs() {
    List<ComponentKind> needs = new ArrayList<>();
    if (loaded.kafka().isEmpty()) {
      needs.add(ComponentKind.KAFKA);
    }
    if (loaded.postgres().isEmpty()) {
      needs.add(ComponentKind.POSTGRES);
    }
    return needs;
  }

  /** The fixed ports of this application. */
  List<Component.NeededPort> ports(ComponentKind kind) {
    return kind == ComponentKind.API
        ? List.of(
            new Component.NeededPort(apiPort(), "server.port"),
            new Component.NeededPort(healthPort(), "management.server.port"))
        : List.of();
  }

  /**
   * The fields that this application adds to the endpoints of the home.
   *
   * @param healthUrl where it serves health and metrics
   */
  Map<String, String> endpoints(ComponentKind kind, String url, String healthUrl)
      throws IOException {
    Map<String, String> endpoints = new LinkedHashMap<>();
    if (kind == ComponentKind.API) {
      endpoints.put("api", url);
      endpoints.put("apiHealth", healthUrl);
      if (loaded.console()) {
        // The domain of passkeys.
        endpoints.put("console", url.replace("127.0.0.1", "localhost") + "/console/");
      }
      endpoints.put("apiKey", apiKey());
      if (!loaded.ownOperators()) {
        for (String name : OPERATORS) {
          endpoints.put(name + "Key", home.secret(name + "-key"));
        }
      }
    }
    return endpoints;
  }

  /** The port of the api's health; 0 = any free port. */
  int healthPort() {
    return loaded.healthPort();
  }

  int apiPort() {
    return loaded.apiPort();
  }

  private String addressOf(ComponentKind kind) throws IOException, CommandException {
    return home.endpoints()
        .get(kind.label())
        .orElseThrow(() -> NeededComponents.notRunning(kind, home));
  }
}
