package dev.notifier.replies.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeFilesTest {
  private static final String FILE =
      """
      owner: hotline
      entries:
        - id: office-hours
          tags: [notice.published]
          validUntil: 2026-12-31
          vi:
            title: Giờ làm việc
            questions: [Mấy giờ mở cửa]
            sms: 'Giờ hành chính'
            long: Giờ hành chính.
          en:
            title: Office hours
            questions: [When are you open]
            sms: 'Office hours'
            long: Office hours.
      """;

  @Test
  void readsAnEntryForEachLanguage() {
    assertThat(KnowledgeFiles.read(FILE))
        .containsExactly(
            new KnowledgeEntry(
                "office-hours",
                "vi",
                "Giờ làm việc",
                List.of("Mấy giờ mở cửa"),
                "Giờ hành chính",
                "Giờ hành chính.",
                List.of("notice.published"),
                "hotline",
                LocalDate.of(2026, 12, 31)),
            new KnowledgeEntry(
                "office-hours",
                "en",
                "Office hours",
                List.of("When are you open"),
                "Office hours",
                "Office hours.",
                List.of("notice.published"),
                "hotline",
                LocalDate.of(2026, 12, 31)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "owner: hotline | owners: hotline | the file: unknown key owners; use one of [entries, owner]",
        "title: Giờ làm việc | titel: Giờ | office-hours.vi: unknown key titel",
        "title: Giờ làm việc | title: 1 | office-hours.vi: title must be a text",
        "questions: [Mấy giờ mở cửa] | questions: Mấy giờ | office-hours.vi: write a list of texts",
        "questions: [Mấy giờ mở cửa] | questions: [] | office-hours must have 1 to 200 questions",
        "validUntil: 2026-12-31 | validUntil: soon | validUntil must be a day such as 2026-12-31",
        "tags: [notice.published] | tag: x | office-hours.tag must be a mapping",
        "owner: hotline | owner: [ | line ",
      })
  void saysWhatIsWrong(String text, String replacement, String message) {
    assertThatThrownBy(() -> KnowledgeFiles.read(FILE.replace(text, replacement)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
