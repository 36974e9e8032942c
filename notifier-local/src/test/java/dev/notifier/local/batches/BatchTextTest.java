package dev.notifier.local.batches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BatchTextTest {
  private static final String RUNNING =
      """
      {"batchId":"b1","name":"October","type":"card.expiring","state":"RUNNING",
       "lines":{"read":1005,"valid":1000,"refused":5,"fed":600},
       "summary":{"faults":[{"kind":"not-mobile","lines":5}],"repairs":[{"kind":"leading-zero","lines":7}]},
       "progress":{"lines":1000,"fed":600,"planned":590,"waiting":40,"submitted":50,"delivered":450,
         "failed":[{"reason":"RECEIPT_UNDELIVERED","lines":30}],"skipped":[{"reason":"OPTED_OUT","lines":20}],"cancelled":0,"noReceipt":0}}
      """;

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void aBatchSaysWhatWasRefusedAndHowFarItIs() {
    assertThat(BatchText.lines(json(RUNNING)))
        .containsExactly(
            "RUNNING October: 1,000 lines can be sent, 5 cannot",
            "  refused: not-mobile in 5 lines",
            "  repaired: leading-zero in 7 lines",
            "  delivered 450, with carriers 50, waiting 40, cancelled 0, without receipt 0",
            "  failed: RECEIPT_UNDELIVERED 30",
            "  skipped: OPTED_OUT 20",
            "Follow it with ./notifier batch watch b1.");
  }

  @Test
  void theBarCountsWhatHasEnded() {
    assertThat(BatchProgressLine.text(json(RUNNING)))
        .isEqualTo(
            "  RUNNING  [###############...............] 500 of 1,000 ended  fed 600  with carriers 50"
                + "  delivered 450  failed 30");
    String withSpeed =
        RUNNING.replace(
            "\"progress\"",
            "\"speed\":{\"linesPerSecond\":1234.5,\"estimatedEnd\":\"2026-12-01T02:00:00Z\"},\"progress\"");
    assertThat(BatchProgressLine.text(json(withSpeed)))
        .endsWith("failed 30  1,234.5 lines/s  until 2026-12-01T02:00:00Z");
    assertThat(
            BatchProgressLine.text(
                json("{\"state\":\"PARSING\",\"lines\":{\"read\":12000,\"valid\":0}}")))
        .isEqualTo("  PARSING  12,000 lines read");
  }

  @Test
  void eachStateThatNeedsAPersonSaysWhatToDo() {
    assertThat(BatchText.lines(json("{\"batchId\":\"b1\",\"state\":\"NEEDS_ANSWER\"}")).getLast())
        .contains("./notifier batch settings b1");
    assertThat(BatchText.lines(json("{\"batchId\":\"b1\",\"state\":\"READY\"}")).getLast())
        .contains("./notifier batch dry-run b1");
    assertThat(BatchText.lines(json("{\"batchId\":\"b1\",\"state\":\"PAUSED\"}")).getLast())
        .contains("./notifier batch resume b1");
    assertThat(BatchText.needsCorrection(json("{\"state\":\"UNREADABLE\"}"))).isTrue();
    assertThat(BatchText.isMoving(json("{\"state\":\"PAUSED\"}"))).isFalse();
  }
}
