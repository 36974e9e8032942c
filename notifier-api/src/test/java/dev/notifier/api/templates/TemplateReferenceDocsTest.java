package dev.notifier.api.templates;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.ApiDescription;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import dev.notifier.templates.template.CompilationResult;
import dev.notifier.templates.template.TemplateCompiler;
import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.template.TemplateReadResult;
import dev.notifier.templates.template.TemplateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Compares docs/template-reference.md with the schema of templates, and runs its example. */
class TemplateReferenceDocsTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

  private String page = "";

  /** A row of the table, or what it should be. */
  private record Row(String key, String type, boolean required, List<String> values) {}

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("../docs/template-reference.md"));
  }

  @Test
  void listsTheKeysOfTheSchema() {
    List<Row> expected = new ArrayList<>();
    collect("", ApiDescription.document().at("/components/schemas/Template"), expected);

    assertThat(rows()).containsExactlyElementsOf(expected);
  }

  @Test
  void listsTheKindsOfRecipients() {
    Map<String, Object> schema = EventTypeRegistry.shipped().fields("card.expiring").orElseThrow();
    SchemaField recipient = requireNonNull(SchemaFields.of(schema).fields().get("recipient"));
    SchemaField kind = requireNonNull(recipient.fields().get("kind"));

    assertThat(codes(cells("variants[].audience.kinds").get(3)))
        .containsExactlyInAnyOrderElementsOf(kind.values());
  }

  @Test
  void theExampleIsValidAndHasEveryKey() {
    TemplateSource source = ((TemplateReadResult.Read) TemplateFiles.read(example())).source();
    SchemaField fields =
        SchemaFields.of(EventTypeRegistry.shipped().fields(source.eventType()).orElseThrow());

    assertThat(TemplateCompiler.compile(source, 1, fields))
        .isInstanceOf(CompilationResult.Compiled.class);
    for (Row row : rows()) {
      String name = row.key().replaceFirst(".*\\.", "");
      assertThat(example()).containsPattern("(^|[\\s{-])" + Pattern.quote(name) + ": ?");
    }
  }

  private String example() {
    Matcher example = EXAMPLE.matcher(page);
    assertThat(example.find()).isTrue();
    return example.group(1);
  }

  private static void collect(String prefix, JsonNode schema, List<Row> rows) {
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    schema
        .path("properties")
        .forEachEntry((name, property) -> {
          String key = prefix + name;
          rows.add(
              new Row(
                  key,
                  property.path("type").asString(),
                  required.contains(name),
                  property.path("enum").valueStream().map(JsonNode::asString).toList()));
          collect(key + ".", property, rows);
          collect(key + "[].", property.path("items"), rows);
        });
  }

  private List<Row> rows() {
    return page.lines()
        .dropWhile(line -> !line.startsWith("| Key |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> row(line.split(" *\\| *")))
        .toList();
  }

  private static Row row(String[] cells) {
    // Only keys with an enum have nothing but values in this cell.
    boolean isEnum = cells[4].matches("(`[a-z]+`(, )?)+");
    return new Row(
        codes(cells[1]).getFirst(),
        cells[2],
        cells[3].equals("required"),
        isEnum ? codes(cells[4]) : List.of());
  }

  private List<String> cells(String key) {
    return page.lines()
        .filter(line -> line.startsWith("| `" + key + "` |"))
        .map(line -> List.of(line.split(" *\\| *")).subList(1, 6))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
  }
}
