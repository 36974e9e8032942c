package dev.notifier.local.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.templates.template.ShippedTemplates;
import dev.notifier.templates.template.TemplateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFolderLintTest {
  private static final String TYPE =
      """
      name: library.due
      title: A book is due
      category: SERVICE
      lane: normal
      schema:
        $schema: https://json-schema.org/draft/2020-12/schema
        type: object
        additionalProperties: true
        required: [recipient, title]
        properties:
          recipient: { $ref: "urn:notifier:schema:recipient" }
          title: { title: The book, type: string, maxLength: 60, examples: ["x"] }
      samples:
        typical: { recipient: { phone: "0912345678" }, title: Truyen Kieu }
        longest: { recipient: { phone: "0912345678" }, title: "Tuyen tap truyen ngan Viet Nam, tap 4" }
      """;

  @TempDir private Path directory;

  @Test
  void theShippedTemplatesHaveNoErrors() throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    for (var source : ShippedTemplates.all()) {
      folder.write("templates/" + source.id() + ".yaml", TemplateFiles.write(source));
    }

    assertThat(folder.templates()).hasSize(25);
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
    folder.write("event-types/library.due.yaml", TYPE);
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
      folder.write("event-types/library.due.yaml", comment + TYPE);
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

  /** What the api would reject is found without it, at its place in the file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\" \"' | 8:12: blank-text: the text is blank; write one, or remove this variant",
        "'\"{{ title }} %s\"' | 8:12: text-too-long: the typical sample: the text needs 3 segments",
      })
  void aTextThatCannotBeSentIsAnError(String text, String expected) throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    folder.write("event-types/library.due.yaml", TYPE);
    Path file =
        folder.write(
            "templates/library-due.yaml",
            """
            id: library-due
            eventType: library.due
            diacritics: strip
            maxSegments: 2
            links: refuse
            variants:
              - locale: vi
                text: %s
            """
                .formatted(text.replace("%s", "a".repeat(400))));

    assertThat(TemplateFolderLint.check(folder))
        .first()
        .asString()
        .startsWith(file + ":" + expected);
  }

  @Test
  void aTemplateOnlyInEnglishIsAnError() throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    folder.write("event-types/library.due.yaml", TYPE);
    folder.write(
        "templates/library-due.yaml",
        template("library.due", "{{ title }}").replace("locale: vi", "locale: en"));

    assertThat(TemplateFolderLint.check(folder))
        .extracting(FileDiagnostic::code)
        .containsExactly("no-fallback-variant");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lane: normal | lane: fast | /lane: This field must be one of urgent, normal, bulk.",
        "maxLength: 60, | | /schema/properties/title",
        "title: Truyen Kieu | titel: Truyen Kieu | /samples/typical",
      })
  void anEventTypeThatTheApiWouldRejectIsAnError(String text, String wrong, String expected)
      throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    folder.write("event-types/library.due.yaml", TYPE.replace(text, wrong == null ? "" : wrong));

    assertThat(TemplateFolderLint.check(folder))
        .first()
        .asString()
        .contains(":1:1: invalid-event-type: " + expected);
  }

  @ParameterizedTest
  @CsvSource({
    "templates/library-due.yml",
    "templates/library-due.YAML",
    "templates/library-due.json",
    "event-types/library.due.yml",
    "library-due.yaml",
    "event-types/library.lost.yaml",
  })
  void aFileWithAnotherNameIsNotIgnored(String path) throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    Path file = folder.write(path, TYPE);

    assertThat(TemplateFolderLint.check(folder))
        .extracting(FileDiagnostic::toString)
        .anySatisfy(line -> assertThat(line).startsWith(file + ":1:1: wrong-name: "));
  }

  @Test
  void aDirectoryIsNoFile() throws IOException {
    TemplateFolder folder = new TemplateFolder(directory);
    Files.createDirectories(directory.resolve("templates/old.yaml"));

    assertThat(folder.templates()).isEmpty();
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
