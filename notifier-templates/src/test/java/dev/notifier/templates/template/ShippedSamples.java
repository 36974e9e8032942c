package dev.notifier.templates.template;

import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The shipped event types, read from the sources of other modules, because this module depends on
 * no other.
 */
public final class ShippedSamples {
  private static final Path SHIPPED = Path.of("../notifier-api/src/main/resources/shipped");
  private static final Path RECIPIENT =
      Path.of("../notifier-planning/src/main/resources/shipped/recipient.yaml");

  private ShippedSamples() {}

  public static SchemaField fields(String type) {
    Map<String, Object> schema = new HashMap<>(map(read(type), "schema"));
    Map<String, Object> properties = new HashMap<>(map(schema, "properties"));
    properties.put("recipient", load(RECIPIENT));
    schema.put("properties", properties);
    return SchemaFields.of(schema);
  }

  /**
   * Returns sample data of an event type.
   *
   * @param which {@code typical} or {@code longest}
   */
  public static Map<String, Object> sample(String type, String which) {
    return map(map(read(type), "samples"), which);
  }

  private static Map<String, Object> read(String type) {
    return load(SHIPPED.resolve("event-types").resolve(type + ".yaml"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) Objects.requireNonNull(parent.get(key));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> load(Path file) {
    try {
      return (Map<String, Object>)
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
