package dev.notifier.local.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.templates.template.ShippedTemplates;
import dev.notifier.templates.template.TemplateFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFolderLintTest {
  @TempDir private Path directory;

  @Test
  void theShippedTemplatesHaveNoErrors() throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    for (var source : ShippedTemplates.all()) {
      folder.write("templates/" + source.id() + ".yaml", TemplateFiles.write(source));
    }

    assertThat(folder.templates()).hasSize(20);
    assertThat(TemplateFolderLint.check(folder)).isEmpty();
  }

  @Test
  void anErrorIsReportedWithItsPositionInTheFile() throws IOException {
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

    assertThat(TemplateFolderLint.check(folder))
        .singleElement()
        .asString()
        .startsWith(file + ":12:15: unknown-name: ");
  }

  @Test
  void anEventTypeOfTheDirectoryOverridesAShippedOne() throws IOException {
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
    assertThat(TemplateFolderLint.check(folder)).isEmpty();

    folder.write("templates/library-due.yaml", template("library.lost", "{{ title }}"));
    assertThat(TemplateFolderLint.check(folder))
        .extracting(FileDiagnostic::code)
        .containsExactly("event-type-not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "templates/broken.yaml | 'id: broken\nvariants: [\n' | 2:11: syntax",
        "templates/colon.yaml | 'id: colon\ntext: Ho so: x' | 2:12: syntax",
        "event-types/broken.yaml | 'name: [' | 1:7: not-yaml",
        "event-types/twice.yaml | 'name: a\nname: b' | 2:1: not-yaml",
        "event-types/tab.yaml | 'name: a\n\tschema: b' | 2:1: not-yaml",
        "event-types/empty.yaml | 'name: only' | 1:1: not-an-event-type",
        "templates/other.yaml | '' | 1:1: syntax"
      })
  void anInvalidFileIsReportedWithItsPosition(String path, String content, String expected)
      throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    Path file = folder.write(path, content.replace("\\n", "\n").replace("\\t", "\t"));

    assertThat(TemplateFolderLint.check(folder))
        .extracting(FileDiagnostic::toString)
        .singleElement()
        .asString()
        .startsWith(file + ":" + expected + ": ");
  }

  /** The YAML engine reads 1,024 characters at a time; a surrogate pair may cross the border. */
  @Test
  void filesWithAnEmojiAtAnyPositionAreRead() throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    for (int length = 1_000; length < 1_040; length++) {
      String comment = "#" + "x".repeat(length) + "\ud83d\ude00\n";
      folder.write(
          "event-types/library.due.yaml",
          comment
              + """
              name: library.due
              schema:
                type: object
                properties: { title: { type: string, maxLength: 60 } }
              """);
      folder.write("templates/library-due.yaml", comment + template("library.due", "{{ titel }}"));

      assertThat(TemplateFolderLint.check(folder))
          .singleElement()
          .asString()
          .contains(":9:15: unknown-name");
    }
  }

  @Test
  void aFileOutsideOfTheDirectoryIsNotWritten() {
    TemplateFolder folder = new TemplateFolder(directory);
    assertThatThrownBy(() -> folder.write("../outside.yaml", ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside " + directory);
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
