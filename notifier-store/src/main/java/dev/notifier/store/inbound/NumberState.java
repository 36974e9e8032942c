package dev.notifier.store.inbound;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a number that writes.
 *
 * @param recipient the HMAC of the number
 * @param day of the answers, in Vietnam
 * @param answers that the number got on that day
 * @param helpAt when it last got a text of which there is one in an hour; null: never
 * @param question the last one; null: none waits
 */
public record NumberState(
    UUID recipient,
    LocalDate day,
    int answers,
    @Nullable Instant helpAt,
    @Nullable Question question) {

  /**
   * A question that waits for an answer.
   *
   * @param id of the message that was answered with it
   * @param address that asked
   * @param entries of the knowledge base that can be chosen
   * @param language of the entries
   */
  public record Question(
      UUID id, Instant askedAt, String address, List<String> entries, String language) {
    /** Copies the list. */
    public Question {
      entries = List.copyOf(entries);
    }
  }

  /**
   * The answers of a day. An earlier day counts as the last one: messages may come out of order.
   */
  public int answersOn(LocalDate date) {
    return date.isAfter(day) ? 0 : answers;
  }

  /**
   * After another answer.
   *
   * @param isHelp whether it is one of which there is one in an hour
   */
  public NumberState answered(LocalDate date, Instant at, boolean isHelp) {
    return new NumberState(
        recipient,
        date.isAfter(day) ? date : day,
        answersOn(date) + 1,
        isHelp ? at : helpAt,
        question);
  }

  /** With another question, or none. */
  public NumberState asking(@Nullable Question other) {
    return new NumberState(recipient, day, answers, helpAt, other);
  }
}
