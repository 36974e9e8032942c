package dev.notifier.templates.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.DiacriticsPolicy;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFilesTest {
  private static final String FILE =
      """
      id: card-expiring
      eventType: card.expiring
      diacritics: strip
      maxSegments: 2
      links: refuse
      variants:
        - locale: vi
          text: 'Thẻ {{ recipient.honorific | default: "Ông/Bà" }}'
        - locale: vi
          audience: { kinds: [STAFF, WORKER], livingAreas: [K1] }
          sender: "8079"
          diacritics: keep
          text: "a\\nb \\" \\\\ 'c'"
        - locale: en
          text: "the card's end"
      """;

  private static final TemplateSource SOURCE =
      new TemplateSource(
          "card-expiring",
          "card.expiring",
          DiacriticsPolicy.STRIP,
          2,
          ValueLinkPolicy.REFUSE,
          List.of(
              new VariantSource(
                  "vi",
                  Audience.EVERYBODY,
                  null,
                  null,
                  "Thẻ {{ recipient.honorific | default: \"Ông/Bà\" }}"),
              new VariantSource(
                  "vi",
                  new Audience(Set.of("WORKER", "STAFF"), Set.of("K1")),
                  "8079",
                  DiacriticsPolicy.KEEP,
                  "a\nb \" \\ 'c'"),
              new VariantSource("en", Audience.EVERYBODY, null, null, "the card's end")));

  @Test
  void readsAndWritesTheSame() {
    assertThat(TemplateFiles.read(FILE)).isEqualTo(new TemplateReadResult.Read(SOURCE));
    assertThat(TemplateFiles.write(SOURCE)).isEqualTo(FILE);
  }

  @Test
  void readsOtherSpellingsOfTheFormat() {
    String file =
        """
        # a comment
        variants:
          - { text: "x", locale: en, audience: { livingAreas: ["K1"] } }
          - locale: no
            audience: {}
            text: >-
              folded
              text
        links: "allow"
        maxSegments: 10
        diacritics: auto
        eventType: t
        id: 7
        """;
    TemplateReadResult reading = TemplateFiles.read(file);
    assertThat(reading)
        .isEqualTo(
            new TemplateReadResult.Read(
                new TemplateSource(
                    "7",
                    "t",
                    DiacriticsPolicy.AUTO,
                    10,
                    ValueLinkPolicy.ALLOW,
                    List.of(
                        new VariantSource(
                            "en", new Audience(Set.of(), Set.of("K1")), null, null, "x"),
                        new VariantSource("no", Audience.EVERYBODY, null, null, "folded text")))));
  }

  @Test
  void writesAnAudienceWithOneList() {
    assertThat(written(new Audience(Set.of("A"), Set.of()))).contains("audience: { kinds: [A] }");
    assertThat(written(new Audience(Set.of(), Set.of("K2", "K1"))))
        .contains("audience: { livingAreas: [K1, K2] }");
    assertThat(
            TemplateFiles.write(
                new TemplateSource(
                    "null", "8.x", DiacriticsPolicy.KEEP, 1, ValueLinkPolicy.DEFUSE, List.of())))
        .isEqualTo(
            """
            id: "null"
            eventType: "8.x"
            diacritics: keep
            maxSegments: 1
            links: defuse
            variants: []
            """);
  }

  private static String written(Audience audience) {
    VariantSource variant = new VariantSource("vi", audience, null, null, "\u200B\t😀\u0085");
    String file =
        TemplateFiles.write(
            new TemplateSource(
                "t", "t", DiacriticsPolicy.KEEP, 1, ValueLinkPolicy.DEFUSE, List.of(variant)));
    assertThat(file).contains("text: \"\\u200B\\u0009😀\\u0085\"");
    return file;
  }

  static List<Arguments> invalidYaml() {
    return List.of(
        Arguments.of("", "1:1 syntax there is no content; write it"),
        Arguments.of("# nothing", "1:1 syntax there is no content; write it"),
        Arguments.of(
            "just a text",
            "1:1 wrong-type write a mapping with the keys diacritics, eventType, id, links, maxSegments,"
                + " variants"),
        Arguments.of(
            "id: [",
            "1:5 syntax this bracket is not closed; close it, or put a text that begins with it in quotes"),
        Arguments.of(
            "id: a\n\tx: b", "2:1 syntax a line cannot be indented with a tab; use blanks"),
        Arguments.of(
            "id: a\n---\nid: b", "2:1 syntax another document begins here; write one document"),
        Arguments.of(
            "id: &a x\nlinks: *a",
            "1:5 syntax anchors (&) are not supported; put a text that begins with & in quotes"),
        Arguments.of(
            "id: *a",
            "1:5 syntax aliases (*) are not supported; put a text that begins with * in quotes"),
        Arguments.of("[".repeat(100_000), "1:9 too-deep nest at most 8 levels"),
        Arguments.of(
            "a: ".repeat(3) + "b",
            "1:5 syntax a text cannot contain a colon that a blank follows; put the whole text in quotes"),
        Arguments.of(
            "x".repeat(TemplateFiles.MAX_FILE_UNITS + 1),
            "1:1 too-large the document is too large; shorten it to 262144 characters"),
        Arguments.of(
            "\u0000", "1:1 syntax the control character U+0000 is not allowed; remove it"));
  }

  static List<Arguments> invalidFields() {
    String good = FILE;
    return List.of(
        Arguments.of(good.replace("links: refuse\n", ""), "1:1 possibly-missing add links"),
        Arguments.of(good.replace("id: card-expiring\n", ""), "1:1 possibly-missing add id"),
        Arguments.of(good.replace("maxSegments: 2\n", ""), "1:1 possibly-missing add maxSegments"),
        Arguments.of(
            good.replace("links: refuse", "links: no"),
            "5:8 wrong-value write one of refuse, defuse, allow"),
        Arguments.of(
            good.replace("diacritics: strip", "diacritics: STRIP"),
            "3:13 wrong-value write strip; the values are keep, strip, auto"),
        Arguments.of(
            good.replace("maxSegments: 2", "maxSegments: two"),
            "4:14 wrong-type write a number, such as 2"),
        Arguments.of(
            good.replace("maxSegments: 2", "maxSegments: 99999"),
            "4:14 wrong-type write a number, such as 2"),
        Arguments.of(
            good.replace("maxSegments: 2", "maxSegment: 2\nmaxSegments: 2"),
            "4:1 unknown-name maxSegment is not a key; write maxSegments"),
        Arguments.of(
            good.replace("maxSegments: 2", "maxSegments: 2\nsegments: 2"),
            "5:1 unknown-name this key does not exist; the keys are diacritics, eventType, id, links, maxSegments, variants"),
        Arguments.of(
            good.replace("eventType:", "event_type:"),
            "2:1 unknown-name event_type is not a key; write eventType"),
        Arguments.of(
            good.replace("diacritics: strip", "diacritics: stripp"),
            "3:13 wrong-value write strip; the values are keep, strip, auto"),
        Arguments.of(
            good.replace("links: refuse", "links: refuse\nlinks: allow"),
            "6:1 syntax links is given twice; keep one"),
        Arguments.of(
            good.substring(0, good.indexOf("  - locale: en")) + "  - text: No #5\n    locale: en",
            "14:11 syntax the text ends where # begins a comment; put the whole text in quotes, or"
                + " remove the comment"),
        Arguments.of(
            good.substring(0, good.indexOf("  - locale: en")) + "  - text: #5\n    locale: en",
            "14:10 syntax the text ends where # begins a comment; put the whole text in quotes, or"
                + " remove the comment"),
        Arguments.of(
            good.replace("id: card-expiring", "id: [a]"), "1:5 wrong-type write a text for id"),
        Arguments.of(
            good.replace("  - locale: en\n    text", "  - text"),
            "14:5 possibly-missing add locale"),
        Arguments.of(
            good.replace("livingAreas: [K1]", "livingArea: [K1]"),
            "10:41 unknown-name livingArea is not a key; write livingAreas"),
        Arguments.of(
            good.replace("livingAreas: [K1]", "livingAreas: K1"),
            "10:54 wrong-type write a list, such as [K1, K2]"),
        Arguments.of(
            good.replace("livingAreas: [K1]", "livingAreas: [[K1]]"),
            "10:55 wrong-type write a name here"),
        Arguments.of(
            good.substring(0, good.indexOf("variants")) + "variants: x",
            "6:11 wrong-type write variants as a list; each item starts with a hyphen"),
        Arguments.of(
            good.substring(0, good.indexOf("variants")) + "variants: [x]",
            "6:12 wrong-type write a mapping with the keys audience, diacritics, locale, sender, text"));
  }

  @ParameterizedTest
  @MethodSource({"invalidYaml", "invalidFields"})
  void reportsErrorsWithTheirPositions(String file, String diagnostic) {
    TemplateReadResult.Invalid invalid = (TemplateReadResult.Invalid) TemplateFiles.read(file);
    assertThat(invalid.diagnostics())
        .extracting(each ->
            "%d:%d %s %s".formatted(each.line(), each.column(), each.code().code(), each.detail()))
        .contains(diagnostic);
  }

  @Property(tries = 500)
  void writtenTemplatesCanBeRead(@ForAll("sources") TemplateSource source) {
    String file = TemplateFiles.write(source);
    assertThat(TemplateFiles.read(file)).isEqualTo(new TemplateReadResult.Read(source));
    assertThat(TemplateFiles.write(source)).isEqualTo(file);
  }

  @Property(tries = 500)
  void everyFileIsReadOrHasDiagnostics(@ForAll("junk") String file) {
    assertThat(TemplateFiles.read(file)).isNotNull();
  }

  @Provide
  Arbitrary<String> junk() {
    return Arbitraries.of(FILE.split("(?<=[\\s:{\\[\"'|>])|(?=[\\s:}\\]\"'])"))
        .list()
        .ofMaxSize(60)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<TemplateSource> sources() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(40).filter(TemplateFilesTest::isStorable),
            Arbitraries.of(
                "", " ", "\n", "null", "~", "a: b", "- x", "#", "'", "\"", "\\", "\"'", "vi"));
    Arbitrary<Set<String>> names = texts.set().ofMaxSize(3);
    Arbitrary<VariantSource> variants =
        Combinators.combine(
                texts,
                Combinators.combine(names, names).as(Audience::new),
                texts.injectNull(0.5),
                Arbitraries.of(DiacriticsPolicy.class).injectNull(0.5),
                texts)
            .as(VariantSource::new);
    return Combinators.combine(
            texts,
            texts,
            Arbitraries.of(DiacriticsPolicy.class),
            Arbitraries.integers().between(0, 9999),
            Arbitraries.of(ValueLinkPolicy.class),
            variants.list().ofMaxSize(4))
        .as(TemplateSource::new);
  }

  private static boolean isStorable(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  /** The YAML engine reads 1,024 characters at a time; a surrogate pair may cross the border. */
  @Test
  void readsSurrogatePairsAtEveryPosition() {
    for (int length = 700; length < 2_100; length++) {
      String file = "#" + "x".repeat(length) + "\ud83d\ude00\n" + FILE;

      assertThat(TemplateFiles.read(file)).isInstanceOf(TemplateReadResult.Read.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\0", "\\ud800", "\\udc00x", "\\UFFFFFFFF", "\\U00110000", "\\uzzzz", "\\xg0"})
  void rejectsWhatCannotBeStored(String escape) {
    String file = FILE.replace("the card's end", "the card" + escape);

    assertThat(TemplateFiles.read(file))
        .isInstanceOfSatisfying(
            TemplateReadResult.Invalid.class,
            invalid -> assertThat(invalid.diagnostics()).hasSize(1));
  }
}
