package dev.notifier.config;

/** Messages of constraints that several keys share. */
final class ValueMessages {
  static final String AT_MOST_64_CHARACTERS = "may have at most 64 characters";
  static final String MINUTE_TO_MONTH = "must be from 1m to 30d";
  static final String MINUTE_TO_28_DAYS = "must be from 1m to 28d";
  static final String SECOND_TO_MINUTES = "must be from 1s to 5m";

  private ValueMessages() {}
}
