package dev.notifier.replies.address;

import dev.notifier.replies.queries.QueryDefinition;
import dev.notifier.replies.text.PhraseSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an address that people write to. Immutable; {@link AddressFiles} reads it.
 *
 * @param address a short code or a number
 * @param formerAddresses that old instructions still have
 * @param prefix of a shared short code, in upper case; empty if there is none
 * @param tariff what a message to the address costs
 * @param use whether others have the address too
 * @param repliesFor the senders whose messages people answer here
 * @param languages of the texts, the default first
 * @param answersPerDay to one number
 * @param officeHours when people answer; null if the file does not say
 * @param rules in their order
 * @param texts the fixed answers by language, with placeholders such as {@code {{ reply.optOut }}}
 */
public record AddressConfig(
    String address,
    List<String> formerAddresses,
    String prefix,
    Tariff tariff,
    Use use,
    List<String> repliesFor,
    List<String> languages,
    int answersPerDay,
    @Nullable OfficeHours officeHours,
    List<RuleName> rules,
    Map<PhraseList, PhraseSet> phrases,
    List<QueryDefinition> queries,
    Map<AnswerText, Map<String, String>> texts) {
  /** Copies the collections. */
  public AddressConfig {
    formerAddresses = List.copyOf(formerAddresses);
    repliesFor = List.copyOf(repliesFor);
    languages = List.copyOf(languages);
    rules = List.copyOf(rules);
    phrases = Map.copyOf(phrases);
    queries = List.copyOf(queries);
    texts = Map.copyOf(texts);
  }

  /** What a message to an address costs its writer. */
  public enum Tariff {
    FREE,
    PAID
  }

  /** Whether an address belongs to one service. */
  public enum Use {
    DEDICATED,
    SHARED
  }

  /** Returns the same rules for another address, where people answer no sender's messages. */
  AddressConfig forAddress(String other) {
    return new AddressConfig(
        other,
        List.of(),
        prefix,
        tariff,
        use,
        List.of(),
        languages,
        answersPerDay,
        officeHours,
        rules,
        phrases,
        queries,
        texts);
  }

  /** Whether people can be asked back: only where an answer is free and cannot be lost. */
  public boolean mayAsk() {
    return tariff == Tariff.FREE && use == Use.DEDICATED;
  }

  /** Returns the phrases of a list. */
  public PhraseSet phrases(PhraseList list) {
    return Objects.requireNonNull(phrases.get(list));
  }

  /** Returns what the placeholders of texts show about this address. */
  public Map<String, String> placeholders() {
    return Map.of(
        "reply.address", address,
        "reply.optOut", instruction(PhraseList.OPT_OUT),
        "reply.optIn", instruction(PhraseList.OPT_IN),
        "reply.help", instruction(PhraseList.HELP));
  }

  /** Returns what to write, with the prefix, such as {@code BH QT 0110129425}. */
  public String withPrefix(String words) {
    return prefix.isEmpty() ? words : prefix + " " + words;
  }

  private String instruction(PhraseList list) {
    return withPrefix(String.join(" ", phrases(list).phrases().getFirst().plain()));
  }
}
