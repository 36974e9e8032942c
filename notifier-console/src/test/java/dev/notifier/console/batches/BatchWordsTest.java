package dev.notifier.console.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.text.Language;
import dev.notifier.console.text.Texts;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.sending.BatchReason;
import dev.notifier.contracts.sending.BatchState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that the HTTP interface says by a code has words. */
class BatchWordsTest {
  private static final Map<String, String> ENGLISH = Texts.load().of(Language.ENGLISH);
  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9-]+)` \\| (.*) \\|");

  @ParameterizedTest
  @EnumSource
  void everyStateHasWordsAndANextStep(BatchState state) {
    assertThat(ENGLISH).containsKeys("batches.state." + state, "batches.next." + state);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonHasWords(FailureReason reason) {
    assertThat(ENGLISH).containsKey("batches.reason." + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "Questions, batches.question.",
    "Repairs, batches.repair.",
    "Faults of lines, batches.fault.",
    "Files that are not read, batches.said."
  })
  void everyCodeOfAFileHasTheWordsOfTheDocumentation(String section, String group)
      throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    rows(section).forEach((code, words) -> expected.put(group + code, words));
    assertThat(expected).isNotEmpty();
    assertThat(ENGLISH).containsAllEntriesOf(expected);
  }

  private static Map<String, String> rows(String section) throws IOException {
    String text = Files.readString(Path.of("../docs/batch-files.md"));
    int begin = text.indexOf("## " + section + "\n");
    int end = text.indexOf("\n## ", begin);
    Map<String, String> rows = new LinkedHashMap<>();
    Matcher row = ROW.matcher(text.substring(begin, end));
    while (row.find()) {
      rows.put(row.group(1), row.group(2));
    }
    return rows;
  }

  @Test
  void everyReasonOfABatchHasTheWordsOfTheHttpInterface() {
    for (BatchReason reason :
        List.of(
            BatchReason.BY_PERSON,
            BatchReason.NO_TYPE,
            BatchReason.FAILED,
            BatchReason.NOTHING_TO_RETRY,
            BatchReason.RETRY_FAILED,
            BatchReason.PAUSED_TOO_LONG,
            BatchReason.FORGOTTEN,
            BatchReason.noText("{0}"))) {
      assertThat(ENGLISH).containsEntry("batches.said." + reason.code(), reason.sentence());
    }
    BatchReason.Failures failures = new BatchReason.Failures(1, 2, 3, null);
    assertThat(ENGLISH)
        .containsKeys(
            "batches.said." + BatchReason.notSendable("x").code(),
            "batches.stopped." + BatchReason.rejected(failures).code(),
            "batches.stopped." + BatchReason.undelivered(failures).code());
  }

  @Test
  void wordsOfTheHttpInterfaceHaveATranslation() {
    Texts texts = Texts.load();
    assertThat(texts.said(Language.VIETNAMESE, "The batch has no line that can be sent."))
        .contains("Đợt gửi không có dòng nào gửi được.");
    assertThat(texts.said(Language.VIETNAMESE, "Something new.")).isEmpty();
  }
}
