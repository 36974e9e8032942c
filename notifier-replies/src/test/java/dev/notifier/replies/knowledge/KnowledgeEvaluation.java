package dev.notifier.replies.knowledge;

import dev.notifier.replies.language.DetectedLanguage;
import dev.notifier.replies.language.LanguageDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Asks the shipped entries the questions of a file, as an inbound text is asked: a language that is
 * not recognised is a miss.
 */
final class KnowledgeEvaluation {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 29);

  private final KnowledgeIndex index = KnowledgeIndex.of(ShippedKnowledge.entries());
  private final LanguageDetector detector = new LanguageDetector();

  /** A line of a file: what is expected, and the text. */
  record Sample(String expected, String text) {}

  /**
   * How questions with a known entry were answered.
   *
   * @param misses a line for each question whose best entry is another one
   */
  record Recall(
      int questions,
      int first,
      int firstThree,
      int answered,
      int answeredWrongly,
      int menus,
      List<String> misses) {
    double at1() {
      return (double) first / questions;
    }

    double at3() {
      return (double) firstThree / questions;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d questions: recall@1 %.3f, recall@3 %.3f; answered %d (%d wrongly), menu %d, none %d",
          questions,
          at1(),
          at3(),
          answered,
          answeredWrongly,
          menus,
          questions - answered - menus);
    }
  }

  /**
   * How texts without an entry were answered.
   *
   * @param answers a line for each text that was answered
   */
  record OutOfScope(int texts, int menus, List<String> answers) {
    double answered() {
      return (double) answers.size() / texts;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%d texts out of scope: answered %.3f, menu %d", texts, answered(), menus);
    }
  }

  static List<Sample> samples(String name) {
    try (InputStream file = KnowledgeEvaluation.class.getResourceAsStream("/knowledge/" + name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .map(columns -> new Sample(columns[0], columns[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Recall recall(List<Sample> samples) {
    int first = 0;
    int firstThree = 0;
    int answered = 0;
    int wrong = 0;
    int menus = 0;
    List<String> misses = new ArrayList<>();
    for (Sample sample : samples) {
      List<KnowledgeMatch> found = found(sample.text());
      boolean best = !found.isEmpty() && is(found.getFirst(), sample);
      first += best ? 1 : 0;
      firstThree += found.stream().anyMatch(match -> is(match, sample)) ? 1 : 0;
      switch (decide(sample.text())) {
        case KnowledgeDecision.Answer answer -> {
          answered++;
          wrong += is(answer.match(), sample) ? 0 : 1;
        }
        case KnowledgeDecision.Menu menu -> menus++;
        case KnowledgeDecision.None none -> {}
      }
      if (!best) {
        misses.add(
            sample.expected() + " | " + sample.text() + " | " + describe(sample.text(), found));
      }
    }
    return new Recall(samples.size(), first, firstThree, answered, wrong, menus, misses);
  }

  OutOfScope outOfScope(List<Sample> samples) {
    int menus = 0;
    List<String> answers = new ArrayList<>();
    for (Sample sample : samples) {
      switch (decide(sample.text())) {
        case KnowledgeDecision.Answer answer ->
            answers.add(sample.text() + " | " + describe(sample.text(), List.of(answer.match())));
        case KnowledgeDecision.Menu menu -> menus++;
        case KnowledgeDecision.None none -> {}
      }
    }
    return new OutOfScope(samples.size(), menus, answers);
  }

  private static boolean is(KnowledgeMatch match, Sample sample) {
    return match.entry().id().equals(sample.expected());
  }

  List<KnowledgeMatch> found(String text) {
    DetectedLanguage language = detector.detect(text, "vi");
    return language.isCertain()
        ? index.search(language.language(), text, TODAY, KnowledgeIndex.MENU_SIZE)
        : List.of();
  }

  KnowledgeDecision decide(String text) {
    DetectedLanguage language = detector.detect(text, "vi");
    return index.decide(language, text, TODAY, AnswerThresholds.DEFAULT, true);
  }

  private String describe(String text, List<KnowledgeMatch> found) {
    return detector.detect(text, "vi")
        + found.stream()
            .map(match -> String.format(Locale.ROOT, " %s %.2f", match.entry().id(), match.score()))
            .reduce("", String::concat);
  }
}
