package dev.notifier.planning.schema;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.Locale;

/** Creates compilers for JSON Schema 2020-12. */
public final class SchemaRegistries {
  private SchemaRegistries() {}

  /** Formats are validated; positions are JSON Pointers; patterns are matched in linear time. */
  public static SchemaRegistry strict() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder.schemaRegistryConfig(
                SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .regularExpressionFactory(new LinearPatterns())
                    .pathType(PathType.JSON_POINTER)
                    .locale(Locale.ENGLISH)
                    .build()));
  }

  /**
   * For the schema of schemas: formats are not validated, because the rules for event types
   * describe an unsupported pattern better.
   */
  public static SchemaRegistry withoutFormats() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder.schemaRegistryConfig(
                SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(false)
                    .regularExpressionFactory(new LinearPatterns())
                    .pathType(PathType.JSON_POINTER)
                    .locale(Locale.ENGLISH)
                    .build()));
  }
}
