package dev.notifier.api.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Serves the API description, {@code openapi.yaml}, as YAML and as JSON. */
@RestController
final class OpenApiController {
  private static final String YAML = "application/vnd.oai.openapi";

  private final byte[] yaml;
  private final byte[] json;

  OpenApiController() throws IOException {
    try (InputStream in = OpenApiController.class.getResourceAsStream("/openapi.yaml")) {
      yaml = requireNonNull(in).readAllBytes();
    }
    Object document =
        new Load(LoadSettings.builder().build())
            .loadFromString(new String(yaml, StandardCharsets.UTF_8));
    json = JsonMapper.shared().writeValueAsBytes(document);
  }

  @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] json() {
    return json;
  }

  @GetMapping(path = "/v3/api-docs.yaml", produces = YAML)
  byte[] yaml() {
    return yaml;
  }
}
