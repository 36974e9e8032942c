package dev.notifier.replies.knowledge;

/**
 * The scores at which an inbound text is answered.
 *
 * @param upper from here on the best entry answers
 * @param lower from here on a menu is offered
 * @param lead how much better than the second entry the best one must be to answer; otherwise a
 *     menu is offered
 */
public record AnswerThresholds(double upper, double lower, double lead) {
  /** Set from the scores of the test questions. */
  public static final AnswerThresholds DEFAULT = new AnswerThresholds(0.40, 0.26, 0.03);

  public AnswerThresholds {
    if (!(0 <= lower && lower <= upper && upper <= 1)) {
      throw new IllegalArgumentException(
          "thresholds must be 0 <= lower <= upper <= 1, are " + lower + " and " + upper);
    }
    if (!(0 <= lead && lead <= 1)) {
      throw new IllegalArgumentException("lead must be 0 to 1, is " + lead);
    }
  }
}
