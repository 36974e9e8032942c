package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What api and worker are started with: the user's file, and over it where the other parts are and
 * the secrets that the home keeps. What the file says itself is left alone.
 */
final class AppArguments {
  private static final int USUAL_SMSC_PORT = 2775;
  private static final List<String> OPERATORS = List.of("editor", "reviewer");

  private final HomeDirectory home;
  private final LocalSettings.Loaded loaded;
  private final Optional<Path> file;

  AppArguments(HomeDirectory home, LocalSettings.Loaded loaded, Optional<Path> file) {
    this.home = home;
    this.loaded = loaded;
    this.file = file;
  }

  /** The settings by key. Holds secrets: never on a command line. */
  Map<String, String> of(ComponentKind kind) throws IOException, CommandException {
    Map<String, String> settings = new LinkedHashMap<>();
    file.ifPresent(path -> settings.put("spring.config.additional-location", "file:" + path));
    if (loaded.kafka().isEmpty()) {
      settings.put("notifier.kafka.bootstrap-servers", needed("kafka"));
    }
    if (loaded.postgres().isEmpty()) {
      settings.put("notifier.postgres.url", needed("postgres"));
    }
    if (loaded.privacyKey().isEmpty()) {
      settings.put("notifier.privacy-key", home.secret("privacy-key"));
    }
    settings.put("notifier.api-key", apiKey());
    if (kind == ComponentKind.API) {
      settings.putAll(operators());
    }
    int smscPort = loaded.local().smscPort();
    if (smscPort != USUAL_SMSC_PORT && !loaded.ownRoutes()) {
      settings.put("notifier.routes.viettel.port", Integer.toString(smscPort));
    }
    if (kind == ComponentKind.WORKER) {
      // Several workers may run on one machine; where this one listens stands in endpoints.json.
      settings.put("server.port", "0");
    }
    return settings;
  }

  /** Two, so that what one writes the other can approve; unless the file names its own. */
  private Map<String, String> operators() throws IOException {
    Map<String, String> keys = new LinkedHashMap<>();
    if (!loaded.ownOperators()) {
      for (String name : OPERATORS) {
        keys.put("notifier.operators." + name + ".key", home.secret(name + "-key"));
      }
    }
    return keys;
  }

  String apiKey() throws IOException {
    return loaded.apiKey().isPresent() ? loaded.apiKey().get() : home.secret("api-key");
  }

  LocalSettings local() {
    return loaded.local();
  }

  /** The ports that this application takes by number. */
  List<Component.NeededPort> ports(ComponentKind kind) {
    return kind == ComponentKind.API
        ? List.of(new Component.NeededPort(apiPort(), "server.port"))
        : List.of();
  }

  /** What this application adds to the home's endpoints. */
  Map<String, String> endpoints(ComponentKind kind, String url) throws IOException {
    Map<String, String> endpoints = new LinkedHashMap<>();
    if (kind == ComponentKind.API) {
      endpoints.put("api", url);
      endpoints.put("apiKey", apiKey());
      if (!loaded.ownOperators()) {
        for (String name : OPERATORS) {
          endpoints.put(name + "Key", home.secret(name + "-key"));
        }
      }
    }
    return endpoints;
  }

  int apiPort() {
    return loaded.apiPort();
  }

  private String needed(String part) throws IOException, CommandException {
    return home.endpoints()
        .get(part)
        .orElseThrow(() ->
            new CommandException(
                "No "
                    + part
                    + " runs in "
                    + home.directory()
                    + ": start it with ./notifier start --only "
                    + part
                    + ", or set its address in a file given with --config."));
  }
}
