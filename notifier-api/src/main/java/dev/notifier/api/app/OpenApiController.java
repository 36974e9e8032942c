package dev.notifier.api.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves the API description, {@code openapi.yaml}, as YAML and as JSON. The JSON is made at the
 * first request for it: it takes a second, by which every start would be slower.
 */
@RestController
final class OpenApiController {
  private static final String YAML = "application/vnd.oai.openapi";

  private final byte[] yaml;

  /** Guarded by this. */
  private byte @Nullable [] json;

  OpenApiController() throws IOException {
    try (InputStream in = OpenApiController.class.getResourceAsStream("/openapi.yaml")) {
      yaml = requireNonNull(in).readAllBytes();
    }
  }

  @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  synchronized byte[] json() {
    byte[] made = json;
    if (made == null) {
      Object document =
          new Load(LoadSettings.builder().build())
              .loadFromString(new String(yaml, StandardCharsets.UTF_8));
      made = JsonMapper.shared().writeValueAsBytes(document);
      json = made;
    }
    return made;
  }

  @GetMapping(path = "/v3/api-docs.yaml", produces = YAML)
  byte[] yaml() {
    return yaml;
  }
}
