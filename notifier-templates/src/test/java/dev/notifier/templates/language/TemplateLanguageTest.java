package dev.notifier.templates.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.language.program.CompiledProgram;
import dev.notifier.templates.language.program.ProgramResult;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateLanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`',
      value = {
        "no markup, 100 % { } plain => no markup, 100 % { } plain",
        "{{ cardNo }} => HC4010110129425",
        "{{cardNo}} => HC4010110129425",
        "{{ cardNo | mask }} => xxxxxx9425",
        "{{ cardNo | downcase }} => hc4010110129425",
        "{{ recipient.honorific | upcase | default: `x` }} => BÀ",
        "{{ reason | default: \"không rõ\" }} => không rõ",
        "{{ reason | default: \"ab\" | upcase }} => AB",
        "{{ reason | upcase | default: \"ab\" }} => ab",
        "{{ reason | default: \"a\" | default: \"b\" }} => a",
        "{{ recipient.fullName | default: 'x' | given }} => Mai",
        "{{ validTo | date }} => 31/12/2026",
        "{{ endsAt | date }} => 31/12/2026",
        "{{ validTo | month }} => 12/2026",
        "{{ month | month }} => 10/2026",
        "{{ amountVnd | money }} đồng => 9.249.473.860 đồng",
        "{{ amountVnd | number }} => 9.249.473.860",
        "{{ amountVnd }} => 9249473860",
        "{{ percent | default: 0 }} => 0",
        "{{ percent | default: 0.5 | number }} => 0,5",
        "{{ missing | join: ', ' }} => sổ BHXH, bản sao CCCD",
        "{{ 'a text' | upcase }} => A TEXT",
        "{{ 1200 | money }} => 1.200",
        "{% if reason %}a{% else %}b{% endif %} => b",
        "{% if urgent %}a{% endif %} => a",
        "{% if urgent == false %}a{% else %}b{% endif %} => b",
        "{% if missing %}a{% endif %} => a",
        "{% if note %}{{ note.text | default: 'x' }}{% else %}b{% endif %} => b",
        "{% if outcome == \"REFUSED\" %}a{% elsif outcome == 'GRANTED' %}b{% else %}c{% endif %} => a",
        "{% if outcome != \"REFUSED\" %}a{% elsif reason %}b{% else %}c{% endif %} => c",
        "{% if outcome == 'PARTLY' or outcome == 'REFUSED' %}a{% endif %} => a",
        "{% if outcome == 'REFUSED' and reason %}a{% else %}b{% endif %} => b",
        "{% if amountVnd > 9249473859 %}a{% endif %} => a",
        "{% if amountVnd >= 9249473860 and amountVnd <= 9249473860.0 %}a{% endif %} => a",
        "{% if amountVnd < 9249473860 %}a{% else %}b{% endif %} => b",
        "{% if 5 < amountVnd %}a{% endif %} => a",
        "{% if validTo > '2026-12-30' %}a{% endif %} => a",
        "{% if validTo > '2026-12-31' %}a{% else %}b{% endif %} => b",
        "{% if reason == 'x' %}a{% elsif reason != 'x' %}b{% endif %} => b",
        "{% if percent < 5 %}a{% elsif percent > 5 %}b{% else %}c{% endif %} => c",
        "{% if reason == month %}a{% elsif reason != month %}b{% endif %} => b",
        "{% if outcome == month or cardNo == cardNo %}a{% endif %} => a",
        "a {{- cardNo -}} b => aHC4010110129425b",
        "a {%- if urgent -%} b {%- endif -%} c => abc",
        "a{% comment %} {{ nothing }} {% if %} {% endcomment %}b => ab",
        "a {%- comment -%} x {%- endcomment -%} b => ab",
        "{% if urgent %}{% if reason %}a{% else %}b{% endif %}{% endif %} => b",
        "{{ \"a }} %} {{ b\" }} => a }} %} {{ b",
        "{% if recipient.fullName %}{{ recipient.fullName }}{% endif %} => Lò Thị Mai",
        "{% if reason and urgent %}{{ reason }}{% else %}b{% endif %} => b",
      })
  void rendersTemplates(String text, String expected) {
    assertThat(LanguageSamples.rendered(text.replace('`', '"'), LanguageSamples.data()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "{{ cardno }} => 1:4 unknown-name cardno does not exist; write cardNo",
        "{{ carNo }} => 1:4 unknown-name carNo does not exist; write cardNo",
        "{{ recipient.fulName }} => 1:4 unknown-name recipient.fulName does not exist; write recipient.fullName",
        "{{ fullName }} => 1:4 unknown-name fullName does not exist; write recipient.fullName",
        "{{ full_name }} => 1:4 unknown-name full_name does not exist; write recipient.fullName",
        "{{ cardNo | dat }} => 1:13 unknown-filter the filter dat does not exist; write date",
        "{{ cardNo | upCase }} => 1:13 unknown-filter the filter upCase does not exist; write upcase",
        "{{ recipient.x }} => 1:4 unknown-name recipient.x does not exist; the fields are fullName, honorific, phone",
        "{{ cardNo.x }} => 1:4 unknown-name cardNo.x does not exist; cardNo has no fields",
        "{{ missing.size }} => 1:4 unknown-name missing.size does not exist; missing has no fields",
        "{% if reasno %}{% endif %} => 1:7 unknown-name reasno does not exist; write reason",
        "{{ cardNo | foo }} => 1:13 unknown-filter the filter foo does not exist; the filters are date, month, money, number, duration, mask, shorten, given, join, default, upcase, downcase",
        "{{ cardNo | mask: 4 }} => 1:19 wrong-argument mask takes no argument; remove it",
        "{{ cardNo | shorten }} => 1:13 wrong-argument write the length, 1 to 500: shorten: 35",
        "{{ cardNo | shorten: 0 }} => 1:22 wrong-argument write the length, 1 to 500: shorten: 35",
        "{{ cardNo | shorten: 501 }} => 1:22 wrong-argument write the length, 1 to 500: shorten: 35",
        "{{ cardNo | shorten: 3.5 }} => 1:22 wrong-argument write the length, 1 to 500: shorten: 35",
        "{{ cardNo | shorten: 5, 6 }} => 1:23 wrong-argument shorten takes at most one argument",
        "{{ missing | join: 5 }} => 1:20 wrong-argument write a separator of at most 10 characters: join: \", \"",
        "{{ missing | join: '12345678901' }} => 1:20 wrong-argument write a separator of at most 10 characters: join: \", \"",
        "{{ reason | default }} => 1:13 wrong-argument write the text for a missing value: default: \"…\"",
        "{{ reason | default: month }} => 1:22 wrong-argument write the text for a missing value: default: \"…\"",
        "{{ cardNo | money }} => 1:13 wrong-type money takes a whole number or a number, but this is a text",
        "{{ percent | duration }} => 1:14 wrong-type duration takes a whole number, but this is a number",
        "{{ cardNo | date }} => 1:13 wrong-type date takes a date or a time, but this is a text",
        "{{ validTo | date | date }} => 1:21 wrong-type date takes a date or a time, but this is a text",
        "{{ validTo | default: 'x' }} => 1:14 wrong-type default takes a text or a whole number or a number, but this is a date",
        "{{ amountVnd | default: 'x' }} => 1:16 wrong-type the default must be a whole number, or come after another filter",
        "{{ amountVnd | default: 0.5 }} => 1:16 wrong-type the default must be a whole number, or come after another filter",
        "{{ validTo }} => 1:4 wrong-type write validTo | date",
        "{{ endsAt }} => 1:4 wrong-type write endsAt | date",
        "{{ missing }} => 1:4 wrong-type write missing | join: \", \"",
        "{{ urgent }} => 1:4 wrong-type test urgent with if",
        "{{ true }} => 1:4 wrong-type test the value with if",
        "{{ recipient }} => 1:4 wrong-type use one of its fields, such as recipient.…",
        "{{ reason }} => 1:4 possibly-missing an event may lack reason; add | default: \"…\", or test it with if",
        "{{ recipient.fullName }} => 1:4 possibly-missing an event may lack recipient.fullName; add | default: \"…\", or test it with if",
        "{{ note.text }} => 1:4 possibly-missing an event may lack note.text; add | default: \"…\", or test it with if",
        "{% if note %}{{ note.text }}{% endif %} => 1:17 possibly-missing an event may lack note.text; add | default: \"…\", or test it with if",
        "{% if reason %}{% else %}{{ reason }}{% endif %} => 1:29 possibly-missing an event may lack reason; add | default: \"…\", or test it with if",
        "{% if reason or urgent %}{{ reason }}{% endif %} => 1:29 possibly-missing an event may lack reason; add | default: \"…\", or test it with if",
        "{% if reason != 'x' %}{{ reason }}{% endif %} => 1:26 possibly-missing an event may lack reason; add | default: \"…\", or test it with if",
        "{% if reason == cardNo %}{{ reason }}{% endif %} => 1:29 possibly-missing an event may lack reason; add | default: \"…\", or test it with if",
        "{% if outcome == 'DONE' %}{% endif %} => 1:18 wrong-value the field never has this value; use one of GRANTED, REFUSED, PARTLY",
        "{% if 'DONE' != outcome %}{% endif %} => 1:7 wrong-value the field never has this value; use one of GRANTED, REFUSED, PARTLY",
        "{% if amountVnd == '5' %}{% endif %} => 1:17 wrong-type a whole number is compared with a text; compare values of the same type",
        "{% if validTo > 'x' %}{% endif %} => 1:15 wrong-type a date is compared with a text; write dates as \"2026-12-31\"",
        "{% if recipient == 'x' %}{% endif %} => 1:17 wrong-type a group of fields is compared with a text; compare values of the same type",
        "{% if missing == missing %}{% endif %} => 1:15 wrong-type a list is compared with a list; compare values of the same type",
        "{% if cardNo < 'x' %}{% endif %} => 1:14 wrong-type a text has no order; use == or !=",
        "{% if urgent > true %}{% endif %} => 1:14 wrong-type true or false has no order; use == or !=",
        "{% if 'a' == 'a' %}{% endif %} => 1:7 wrong-type neither side is a field; compare with a field",
        "{% if 'a' %}{% endif %} => 1:7 syntax test a field, or compare this with one",
        "{% if urgent and reason or month %}{% endif %} => 1:25 mixed-and-or and and or cannot be mixed; nest one if in another",
        "{% if %}{% endif %} => 1:6 syntax write a field name here, not the end",
        "{% if urgent month %}{% endif %} => 1:14 syntax write ==, !=, <, >, <=, >=, and or or here, not month",
        "{% if cardNo = 'x' %}{% endif %} => 1:14 syntax write == to compare; assignments are not supported",
        "{% if ! urgent %}{% endif %} => 1:7 syntax write != for unequal",
        "{% if (urgent) %}{% endif %} => 1:7 syntax brackets are not supported; nest one if in another",
        "{{ missing[0] }} => 1:11 syntax indexes are not supported; write lists with join",
        "{{ cardNo & month }} => 1:11 syntax write and",
        "{{ cardNo ; }} => 1:11 syntax U+003B SEMICOLON is not allowed here; put texts in quotes",
        "{{ reason | default: “x” }} => 1:22 syntax write straight quotation marks, \" or '",
        "{{ reason | default: \"x }} => 1:1 syntax this {{ is not closed; write }} after its content",
        "{{ }} => 1:3 syntax write a field name here, not the end",
        "{{ | mask }} => 1:4 syntax write a field name here, not |",
        "{{ cardNo | }} => 1:12 syntax write a filter after |, not the end",
        "{{ cardNo mask }} => 1:11 syntax write | before a filter here, not mask",
        "{{ recipient. }} => 1:14 syntax write a name after the dot, not the end",
        "{{ recipient.5 }} => 1:14 syntax write a name after the dot, not 5",
        "{{ 1234567890123456789 }} => 1:4 syntax write at most 18 digits",
        "a {{ b => 1:3 syntax this {{ is not closed; write }} after its content",
        "a {% if b => 1:3 syntax this {% is not closed; write %} after its content",
        "{{ a {{ b }} => 1:1 syntax this {{ is not closed; write }} after its content",
        "a }} b => 1:3 syntax }} without {{; add {{ before it",
        "a %} b => 1:3 syntax %} without {%; add {% before it",
        "{% if urgent %}a => 1:1 unbalanced end this if with {% endif %}",
        "a{% endif %} => 1:2 unbalanced endif without an if; add an if before it",
        "{% else %} => 1:1 unbalanced else without an if; add an if before it",
        "{% if urgent %}{% else %}{% elsif urgent %}{% endif %} => 1:26 unbalanced else comes last; write endif after it",
        "{% if urgent %}{% else reason %}{% endif %} => 1:24 syntax else takes nothing after it; use elsif for another condition",
        "{% if urgent %}{% endif x %} => 1:25 syntax endif takes nothing after it",
        "{% comment %} x => 1:1 unbalanced end the comment with {% endcomment %}",
        "{% endcomment %} => 1:1 unknown-tag write {% comment %} before it",
        "{% elseif urgent %} => 1:1 unknown-tag write elsif",
        "{% unless urgent %} => 1:1 unknown-tag write if with else",
        "{% for a in b %} => 1:1 unknown-tag the tags are if, elsif, else, endif and comment; loops and assignments are not supported",
        "{% %} => 1:1 unknown-tag write if, elsif, else, endif or comment",
      })
  void reportsErrorsWithTheirPositions(String text, String diagnostic) {
    assertThat(LanguageSamples.diagnostics(text)).containsExactly(diagnostic);
  }

  /** Word processors write them, and authors cannot see them. */
  @ParameterizedTest
  @CsvSource({"00A0", "202F", "2007", "2003", "3000", "200B", "FEFF", "2060", "0009"})
  void blanksOfAnyKindInTagsAreBlanks(String code) {
    String text =
        "{{ cardNo | downcase }}{% if urgent and reason %}a{% else %}b{% endif %}"
            + "{% comment %}x{% endcomment %}c {%- if urgent -%} d{% endif %}";

    String blank = Character.toString(Integer.parseInt(code, 16));
    assertThat(LanguageSamples.diagnostics(text.replace(" ", blank))).isEmpty();
    assertThat(LanguageSamples.rendered(text.replace(" ", blank), LanguageSamples.data()))
        .isEqualTo("hc4010110129425bcd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "{{ card\u00ADNo }} => 1:8 syntax U+00AD SOFT HYPHEN is not allowed here; remove it",
        "{{ cárdNo }} => 1:5 syntax U+00E1 LATIN SMALL LETTER A WITH ACUTE is not allowed here; names have only the letters a to z; put texts in quotes",
        "{{ cardNo 😀 }} => 1:11 syntax U+1F600 GRINNING FACE is not allowed here; put texts in quotes",
        "a\u0007b => 1:2 forbidden-character remove the character U+0007 BEL",
        "a\u0092 => 1:2 forbidden-character remove the character U+0092 (a control character); it was probably ’ in Windows-1252",
        "a\u2028 => 1:2 forbidden-character replace the character U+2028 LINE SEPARATOR by a line break",
        "a\uF0B7 => 1:2 forbidden-character remove the character U+F0B7 PRIVATE USE AREA F0B7, which a symbol font shows as another one",
      })
  void errorsNameTheCharacter(String text, String diagnostic) {
    String decoded =
        Pattern.compile("\\\\u([0-9A-F]{4})")
            .matcher(text)
            .replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)));
    assertThat(LanguageSamples.diagnostics(decoded)).contains(diagnostic);
  }

  @Test
  void countsLinesAndCharacters() {
    assertThat(LanguageSamples.diagnostics("Thẻ\n  😀 {{ x }}\n{{ month }} {{ reason }}"))
        .containsExactly(
            "2:8 unknown-name x does not exist; the fields are amountVnd, cardNo, endsAt, missing, month,"
                + " note, outcome, percent, reason, recipient, urgent, validTo",
            "3:16 possibly-missing an event may lack reason; add | default: \"…\", or test it"
                + " with if");
  }

  @Test
  void oneErrorDoesNotHideOthers() {
    assertThat(LanguageSamples.diagnostics("{{ a b }}{% if c d %}{{ e f }}{% endif %}{% g %}"))
        .extracting(diagnostic -> diagnostic.substring(0, diagnostic.indexOf(' ')))
        .containsExactly("1:6", "1:18", "1:27", "1:42");
  }

  @Test
  void reportsAtMostTwentyDiagnostics() {
    assertThat(LanguageSamples.diagnostics("{{ x }}".repeat(21))).hasSize(20);
    assertThat(LanguageSamples.diagnostics("{{ x }}".repeat(19))).hasSize(19);
  }

  @Test
  void rejectsTemplatesThatAreTooLarge() {
    int max = TemplateLanguage.MAX_TEMPLATE_UNITS;
    assertThat(LanguageSamples.diagnostics("x".repeat(max))).isEmpty();
    assertThat(LanguageSamples.diagnostics("x".repeat(max + 1)))
        .containsExactly("1:1 too-large shorten it to 4000 characters");
    String eight = "{% if urgent %}".repeat(8) + "x" + "{% endif %}".repeat(8);
    assertThat(LanguageSamples.diagnostics(eight)).isEmpty();
    assertThat(LanguageSamples.diagnostics("{% if urgent %}" + eight + "{% endif %}"))
        .containsExactly("1:121 too-deep nest at most 8 ifs");
    assertThat(LanguageSamples.diagnostics("{{ month" + " | upcase".repeat(8) + " }}")).isEmpty();
    assertThat(LanguageSamples.diagnostics("{{ month" + " | upcase".repeat(9) + " }}"))
        .containsExactly("1:84 too-large use at most 8 filters");
    assertThat(
            LanguageSamples.diagnostics(
                "{% if urgent" + " and urgent".repeat(19) + " %}{% endif %}"))
        .isEmpty();
    assertThat(
            LanguageSamples.diagnostics(
                "{% if urgent" + " and urgent".repeat(20) + " %}{% endif %}"))
        .containsExactly("1:233 too-large use at most 20 comparisons in a condition");
  }

  @Test
  void acceptsAllNamesWithoutASchema() {
    CompiledProgram program =
        ((LanguageResult.Compiled)
                TemplateLanguage.compileUnchecked(
                    "{{ a.b }} {{ n }} {% if c == 'x' %}y{% endif %}"))
            .program();
    assertThat(program.paths()).containsExactlyInAnyOrder("a.b", "n", "c");
    assertThat(program.render(Map.of("a", Map.of("b", "v"), "n", 5, "c", "x"), "vi"))
        .isEqualTo(new ProgramResult.Text("v 5 y"));
    assertThat(TemplateLanguage.compileUnchecked("{{ a | foo }}"))
        .isInstanceOf(LanguageResult.Invalid.class);
  }

  @Test
  void writesAFullStopOnce() {
    Map<String, @Nullable Object> data = LanguageSamples.data();
    data.put("month", "Cty CP.");
    assertThat(LanguageSamples.rendered("{{ month }}. {{ month }}.", data))
        .isEqualTo("Cty CP. Cty CP.");
    assertThat(LanguageSamples.rendered("a.{% if urgent %}. b{% endif %}", data))
        .isEqualTo("a.. b");
    assertThat(LanguageSamples.rendered("{{ month }}{% if urgent %}. b{% endif %}", data))
        .isEqualTo("Cty CP. b");
    data.put("reason", null);
    assertThat(LanguageSamples.rendered("{{ month }}{{ reason | default: '' }}.", data))
        .isEqualTo("Cty CP.");
    assertThat(LanguageSamples.rendered("{{ reason | default: 'BHXH.' }}.", data))
        .isEqualTo("BHXH.");
    data.put("month", "a");
    assertThat(LanguageSamples.rendered("{{ month }}.", data)).isEqualTo("a.");
  }

  @Test
  void stripsWhitespaceAroundTheText() {
    assertThat(
            LanguageSamples.rendered("\n a\n{% if urgent %} {% endif %}\n", LanguageSamples.data()))
        .isEqualTo("a");
  }

  @Test
  void toStringOmitsTheText() {
    assertThat(new ProgramResult.Text("secret").toString()).isEqualTo("Text[6 units]");
    assertThat(new LanguageResult.Invalid(List.of()).diagnostics()).isEmpty();
  }
}
