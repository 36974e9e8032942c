package dev.notifier.api.batchlines;

/** What callers see instead of a value that they may not see. */
final class Hidden {
  static final String TEXT = "•••";

  private Hidden() {}
}
