package dev.notifier.store.effects;

import java.util.List;

/**
 * What a tenant wants to know: of those who got a reminder, how many were heard of with an outcome.
 *
 * @param name of a tenant's effects, each has another one
 * @param reminder the event type whose delivered messages are followed
 * @param outcomes the event types that are waited for, in ascending order; 1 to {@value
 *     #MAX_OUTCOMES}
 * @param days within how many days after the submission of the reminder; 1 to {@value #MAX_DAYS}
 * @param sameSubject whether both events have the same business key, besides the same person
 */
public record Effect(
    String name, String reminder, List<String> outcomes, int days, boolean sameSubject) {
  public static final int MAX_OUTCOMES = 10;
  public static final int MAX_DAYS = 90;

  public Effect {
    outcomes = outcomes.stream().sorted().distinct().toList();
  }
}
