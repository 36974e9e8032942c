package dev.notifier.replies.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Prints how well the shipped entries answer, and fails below the targets. */
class KnowledgeRecallTest {
  private static final KnowledgeEvaluation EVALUATION = new KnowledgeEvaluation();

  @Test
  void findsTheEntryOfAQuestion() {
    KnowledgeEvaluation.Recall recall =
        EVALUATION.recall(KnowledgeEvaluation.samples("questions.tsv"));

    print(recall);
    recall.misses().forEach(KnowledgeRecallTest::print);
    assertThat(recall.questions()).isGreaterThanOrEqualTo(150);
    assertThat(recall.at1()).isGreaterThanOrEqualTo(0.90);
    assertThat(recall.at3()).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void answersHardlyAnyTextWithoutAnEntry() {
    KnowledgeEvaluation.OutOfScope outOfScope =
        EVALUATION.outOfScope(KnowledgeEvaluation.samples("out-of-scope.tsv"));

    print(outOfScope);
    outOfScope.answers().forEach(KnowledgeRecallTest::print);
    assertThat(outOfScope.texts()).isGreaterThanOrEqualTo(90);
    assertThat(outOfScope.answered()).isLessThanOrEqualTo(0.03);
  }

  @Test
  void printsTheFiguresOfTheBlindQuestions() {
    KnowledgeEvaluation.Recall recall = EVALUATION.recall(KnowledgeEvaluation.samples("blind.tsv"));
    KnowledgeEvaluation.OutOfScope outOfScope =
        EVALUATION.outOfScope(KnowledgeEvaluation.samples("blind-out-of-scope.tsv"));

    print("blind: " + recall);
    recall.misses().forEach(KnowledgeRecallTest::print);
    KnowledgeEvaluation.Recall second =
        EVALUATION.recall(KnowledgeEvaluation.samples("blind-2.tsv"));
    print("second blind: " + second);
    second.misses().forEach(KnowledgeRecallTest::print);
    print("blind: " + outOfScope);
    outOfScope.answers().forEach(KnowledgeRecallTest::print);
    assertThat(recall.questions()).isEqualTo(60);
    assertThat(second.questions()).isEqualTo(60);
    assertThat(outOfScope.texts()).isEqualTo(31);
  }

  @SuppressWarnings("SystemOut") // The figures are the purpose of this test.
  private static void print(Object line) {
    System.out.println(line);
  }
}
