package dev.notifier.api.intake;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.Lane;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The kinds of events that are known, with their schemas compiled once. Thread-safe. */
final class EventTypes {
  private static final String RECIPIENT = "urn:notifier:schema:recipient";

  private record Shipped(String name, Category category, Lane lane) {}

  private static final List<Shipped> SHIPPED =
      List.of(
          new Shipped("account.password.reset", Category.OTP, Lane.URGENT),
          new Shipped("card.expiring", Category.SERVICE, Lane.NORMAL),
          new Shipped("case.decided", Category.SERVICE, Lane.NORMAL),
          new Shipped("contribution.received", Category.SERVICE, Lane.NORMAL),
          new Shipped("notice.published", Category.GENERAL_INFO, Lane.BULK));

  private final SortedMap<String, EventType> byName = new TreeMap<>();

  EventTypes() {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(RECIPIENT, resource("recipient")))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .pathType(PathType.JSON_POINTER)
                            .locale(Locale.ENGLISH)
                            .build()));
    for (Shipped shipped : SHIPPED) {
      Schema schema = registry.getSchema(resource(shipped.name()));
      schema.initializeValidators();
      byName.put(
          shipped.name(),
          new EventType(shipped.name(), shipped.category(), shipped.lane(), schema));
    }
  }

  @Nullable EventType find(String name) {
    return byName.get(name);
  }

  /** In alphabetical order. */
  Iterable<String> names() {
    return byName.keySet();
  }

  private static String resource(String name) {
    String path = "/event-types/" + name + ".schema.json";
    try (InputStream in = EventTypes.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing from this program; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
