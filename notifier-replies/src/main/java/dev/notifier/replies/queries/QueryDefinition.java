package dev.notifier.replies.queries;

import dev.notifier.replies.text.Phrase;
import java.util.List;

/**
 * A query that people send by keywords.
 *
 * @param name such as {@code contribution-record}
 * @param words each of them begins the query
 * @param ordinary whether the words are also words of ordinary sentences, such as {@code thẻ}
 * @param endpoint of the system that has the data
 * @param registered whether only a number that is registered for the identifier gets the answer
 * @param secret whether the answer has a secret, such as a password
 * @param template of the answer
 * @param example how to write it, without a prefix
 */
public record QueryDefinition(
    String name,
    List<Phrase> words,
    boolean ordinary,
    List<QueryParameter> parameters,
    String endpoint,
    boolean registered,
    boolean secret,
    String template,
    String example) {
  /** Copies the lists. */
  public QueryDefinition {
    words = List.copyOf(words);
    parameters = List.copyOf(parameters);
  }
}
