package dev.notifier.templates.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.language.schema.SchemaFields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupChecksTest {
  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final SchemaField DATA =
      SchemaFields.of(
          Map.of(
              "type",
              "object",
              "properties",
              Map.of(
                  "caseCode",
                  TEXT,
                  "title",
                  TEXT,
                  "meetingDate",
                  Map.of("type", "string", "format", "date"),
                  "recipient",
                  Map.of("type", "object", "properties", Map.of("fullName", TEXT)))));

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "{ caseCode } => foreign-placeholder 0 write {{ caseCode }}",
        "x {caseCode} => foreign-placeholder 2 write {{ caseCode }}",
        "{\u00A0caseCode\u00A0} => foreign-placeholder 0 write {{ caseCode }}",
        "[meetingDate] => foreign-placeholder 0 write {{ meetingDate | date }}",
        "[meeting_date] => foreign-placeholder 0 write {{ meetingDate | date }}",
        "[[casecode]] => foreign-placeholder 0 write {{ caseCode }}",
        "<caseCod> => foreign-placeholder 0 write {{ caseCode }}",
        "<title> => foreign-placeholder 0 write {{ title }}",
        "<name> => foreign-placeholder 0 one of the fields caseCode, meetingDate, recipient.fullName, title",
        "<<fullName>> => foreign-placeholder 0 write {{ recipient.fullName }}",
        "<%= caseCode %> => foreign-placeholder 0 write {{ caseCode }}",
        "<Họ tên> => foreign-placeholder 0 one of the fields",
        "«Họ_và_tên» => foreign-placeholder 0 one of the fields",
        "«caseCode» => foreign-placeholder 0 write {{ caseCode }}",
        "Gửi %s, => foreign-placeholder 4 one of the fields",
        "%1$s %d %.2f => foreign-placeholder 0 one of; foreign-placeholder 5 one of; foreign-placeholder 8 one of",
        "${caseCode} => foreign-placeholder 0 write {{ caseCode }}",
        "$caseCode #{caseCode} => foreign-placeholder 0 write; foreign-placeholder 10 write",
        "%caseCode% @title@ #title# __title__ => foreign-placeholder 0 write; foreign-placeholder 11 write; foreign-placeholder 19 write; foreign-placeholder 27 write",
        "%(title)s $(title) {0} => foreign-placeholder 0 write; foreign-placeholder 10 write; foreign-placeholder 19 one of",
        "<b>x</b> => markup 0 no formatting; markup 4 no formatting",
        "<p class=MsoNormal style='mso-x:y'>x</P> => markup 0 line break; markup 36 line break",
        "a<br/>b<BR >c => markup 1 line break; markup 7 line break",
        "<o:p></o:p> => markup 0 no formatting; markup 5 no formatting",
        "<!--[if gte mso 9]>x<![endif]--> => markup 0 no formatting",
        "<a href=\"https://own.vn/\">x</a> => markup 0 no formatting; markup 27 no formatting",
        "a&nbsp;b => markup 1 write a blank",
        "&ldquo;a&#8221; => markup 0 write \"; markup 8 write ”",
        "&amp; &#xA0; &Agrave; => markup 0 write &; markup 6 write a blank; markup 13 write the character itself",
        "a\\nb => markup 1 line break",
        "**BHXH** => markup 0 no formatting",
        "=E1=BA=BB => markup 0 as in an e-mail",
      })
  void findsMarkupAndPlaceholders(String text, String expected) {
    List<MarkupChecks.Finding> findings =
        MarkupChecks.findings(
            new TextMask(text.replace("\\u00A0", "\u00A0").replace("\\\\", "\\")).written(), DATA);

    String[] all = expected.split("; ", -1);
    assertThat(findings).as(findings.toString()).hasSize(all.length);
    for (int i = 0; i < all.length; i++) {
      String[] parts = all[i].split(" ", 3);
      assertThat(findings.get(i).code().code()).isEqualTo(parts[0]);
      assertThat(findings.get(i).index()).isEqualTo(Integer.parseInt(parts[1]));
      assertThat(findings.get(i).detail()).contains(parts[2]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[QC] BHXHVN: 50% giam, 100 % { } (a) [1] a < b > c & d",
        "Tăng 5% so với 2025; giảm 10%/năm, 3 < 5, x@y.vn, #1, 5$",
        "{{ caseCode }} {% if title %}<{% endif %}",
        "{% comment %}<b>{ caseCode }</b>{% endcomment %}",
        "{% if title == \"<b>\" %}a{% endif %}",
        "1900.9068; https://own.vn/?a=1&b=2;c",
      })
  void ordinaryTextsAreNoFindings(String text) {
    assertThat(MarkupChecks.findings(new TextMask(text).written(), DATA)).isEmpty();
  }

  @Test
  void constantsInOutputsAreChecked() {
    String text = "{{ title | default: \"&nbsp;[name]\" }} </b>";

    assertThat(MarkupChecks.findings(new TextMask(text).written(), DATA))
        .extracting(MarkupChecks.Finding::index)
        .containsExactly(21, 27, 38);
  }

  @Test
  void findingsAreBounded() {
    assertThat(MarkupChecks.findings("<b>".repeat(1_300), DATA)).hasSize(MarkupChecks.MAX_FINDINGS);
    for (String hostile : List.of("<a ", "{ a", "[a ", "« a", "&a", "%(", "<!--", "**a", "__a")) {
      assertThat(MarkupChecks.findings(hostile.repeat(4_000 / hostile.length()), DATA)).isNotNull();
    }
  }
}
