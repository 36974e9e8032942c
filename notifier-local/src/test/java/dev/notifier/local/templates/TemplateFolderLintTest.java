package dev.notifier.local.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.templates.template.ShippedTemplates;
import dev.notifier.templates.template.TemplateFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateFolderLintTest {
  @TempDir private Path directory;

  @Test
  void theShippedTemplatesHaveNoMistakes() throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    for (var source : ShippedTemplates.all()) {
      folder.write("templates/" + source.id() + ".yaml", TemplateFiles.write(source));
    }

    assertThat(folder.templates()).hasSize(20);
    assertThat(TemplateFolderLint.of(folder)).isEmpty();
  }

  @Test
  void aMistakeIsFoundWhereItStandsInTheFile() throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    Path file =
        folder.write(
            "templates/card-expiring.yaml",
            """
            id: card-expiring
            eventType: card.expiring
            diacritics: strip
            maxSegments: 2
            links: refuse
            variants:
              - locale: vi
                text: "Het han {{ validTo | date }}"
              - locale: en
                text: |
                  Your card
                  ends {{ validTill | date }}
            """);

    assertThat(TemplateFolderLint.of(folder))
        .singleElement()
        .asString()
        .startsWith(file + ":12:15: unknown-name: ");
  }

  @Test
  void aTypeOfTheFolderStandsBeforeTheShippedOne() throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    folder.write(
        "event-types/library.due.yaml",
        """
        name: library.due
        schema:
          type: object
          required: [recipient, title]
          properties:
            recipient: { $ref: "urn:notifier:schema:recipient" }
            title: { type: string, maxLength: 60 }
        """);
    folder.write("templates/library-due.yaml", template("library.due", "{{ title }}"));
    assertThat(TemplateFolderLint.of(folder)).isEmpty();

    folder.write("templates/library-due.yaml", template("library.lost", "{{ title }}"));
    assertThat(TemplateFolderLint.of(folder))
        .extracting(FileDiagnostic::code)
        .containsExactly("unknown-event-type");
  }

  @Test
  void whatIsNoTemplateIsSaidWithItsLine() throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    folder.write("templates/broken.yaml", "id: broken\nvariants: [\n");

    assertThat(TemplateFolderLint.of(folder)).isNotEmpty();
    assertThatThrownBy(() -> folder.write("../outside.yaml", "")).isInstanceOf(IOException.class);
  }

  private static String template(String type, String text) {
    return """
    id: library-due
    eventType: %s
    diacritics: strip
    maxSegments: 2
    links: refuse
    variants:
      - locale: vi
        text: "%s"
    """
        .formatted(type, text);
  }
}
