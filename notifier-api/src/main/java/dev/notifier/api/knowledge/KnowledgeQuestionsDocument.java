package dev.notifier.api.knowledge;

import dev.notifier.store.knowledge.KnowledgeNextStep.Step;
import dev.notifier.store.knowledge.KnowledgeSearch.Decision;
import dev.notifier.store.knowledge.KnowledgeSearchQueries;
import dev.notifier.store.knowledge.KnowledgeSearchQueries.Scores;
import dev.notifier.store.knowledge.KnowledgeSearchQueries.Unanswered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the log of searches says to editors. */
final class KnowledgeQuestionsDocument {
  private static final double WIDTH = 1.0 / KnowledgeSearchQueries.INTERVALS;

  private KnowledgeQuestionsDocument() {}

  /** Questions without an answer, those that were asked most often first. */
  record Questions(List<Question> questions) {
    static Questions of(List<Unanswered> groups) {
      return new Questions(groups.stream().map(Question::of).toList());
    }
  }

  /**
   * Equal questions.
   *
   * @param group what they have in common
   * @param text the last one; numbers, identifiers and names are masked
   * @param nearest the nearest entry; null if none has a common word
   * @param score of the nearest entry
   */
  record Question(
      String language,
      String group,
      String text,
      long times,
      Instant firstAt,
      Instant lastAt,
      @Nullable String nearest,
      double score) {
    static Question of(Unanswered group) {
      return new Question(
          group.language(),
          group.question(),
          group.text(),
          group.times(),
          group.firstAt(),
          group.lastAt(),
          group.entry(),
          Math.round(group.score() * 1_000) / 1_000.0);
    }
  }

  /**
   * How the scores of the newest searches are distributed.
   *
   * @param searches how many there are
   * @param since the time of the oldest one; null if there is none
   * @param intervals those that have searches, by score
   */
  record Distribution(long searches, @Nullable Instant since, List<Interval> intervals) {
    static Distribution of(List<Scores> scores) {
      List<Interval> intervals = new ArrayList<>();
      for (Scores each : scores) {
        int last = intervals.size() - 1;
        Interval one = Interval.of(each);
        if (last >= 0 && intervals.get(last).from() == one.from()) {
          intervals.set(last, intervals.get(last).plus(one));
        } else {
          intervals.add(one);
        }
      }
      return new Distribution(
          scores.stream().mapToLong(Scores::times).sum(),
          scores.stream().map(Scores::firstAt).min(Comparator.naturalOrder()).orElse(null),
          intervals);
    }
  }

  /**
   * The searches whose best score is in an interval.
   *
   * @param from inclusive
   * @param to exclusive, except that 1 belongs to the last interval
   * @param chose persons who then chose an entry of the menu
   * @param askedAgain persons who then asked another question within 30 minutes
   */
  record Interval(
      double from, double to, long answers, long menus, long without, long chose, long askedAgain) {
    static Interval of(Scores scores) {
      long times = scores.times();
      boolean answer = scores.decision() == Decision.ANSWER;
      boolean menu = scores.decision() == Decision.MENU;
      return new Interval(
          hundredths(scores.interval() * WIDTH),
          hundredths((scores.interval() + 1) * WIDTH),
          answer ? times : 0,
          menu ? times : 0,
          answer || menu ? 0 : times,
          scores.next() == Step.CHOSE ? times : 0,
          scores.next() == Step.ASKED_AGAIN ? times : 0);
    }

    private static double hundredths(double score) {
      return Math.round(score * 100) / 100.0;
    }

    Interval plus(Interval other) {
      return new Interval(
          from,
          to,
          answers + other.answers,
          menus + other.menus,
          without + other.without,
          chose + other.chose,
          askedAgain + other.askedAgain);
    }
  }
}
