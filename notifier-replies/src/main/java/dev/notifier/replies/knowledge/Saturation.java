package dev.notifier.replies.knowledge;

/**
 * How much a term counts in a text of some length, as in BM25.
 *
 * @param meanTerms the mean length of a text, in terms
 */
record Saturation(double meanTerms) {
  private static final double K1 = 1.2;
  private static final double B = 0.6;

  double of(double weight, int length) {
    return weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / meanTerms));
  }
}
