package dev.notifier.replies.queries;

import dev.notifier.replies.text.InboundWord;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.Phrase;
import dev.notifier.replies.text.PhraseSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the query in the words of a text. It tries all ways to divide the words among the
 * parameters and takes the one with the fewest corrections. Thread-safe.
 */
public final class QueryMatcher {
  /** Words of an identifier that blanks divide. */
  private static final int MAX_WORDS_OF_VALUE = 8;

  /** Words after a query that are compared; what follows is no part of it. */
  private static final int MAX_WORDS = 16;

  private static final int COST_OF_OTHER_WORD = 4;

  private final List<QueryDefinition> queries;
  private final PhraseSet fillers;

  /**
   * @param fillers words that may follow a query
   */
  public QueryMatcher(List<QueryDefinition> queries, PhraseSet fillers) {
    this.queries = List.copyOf(queries);
    this.fillers = fillers;
  }

  /** Returns the single words that begin queries, in upper case. */
  public Set<String> heads() {
    return queries.stream()
        .flatMap(query -> query.words().stream())
        .filter(phrase -> phrase.size() == 1)
        .map(phrase -> phrase.plain().getFirst())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns the query of the words. Without the prefix, and with a typing error, only a complete
   * query counts.
   */
  public QueryResult match(InboundWords words, boolean hasPrefix) {
    QueryResult exact = exact(words, hasPrefix);
    return exact instanceof QueryResult.None ? near(words, hasPrefix) : exact;
  }

  /** Returns the query with the longest words. */
  private QueryResult exact(InboundWords words, boolean hasPrefix) {
    QueryResult result = new QueryResult.None();
    int longest = 0;
    for (QueryDefinition query : queries) {
      for (Phrase phrase : query.words()) {
        if (phrase.size() > longest && phrase.isAt(words, 0)) {
          InboundWords rest = words.slice(phrase.size(), words.size());
          QueryResult found = complete(query, rest, hasPrefix);
          if (found instanceof QueryResult.None) {
            found = invalid(query, rest, hasPrefix, phrase.size() > 1);
          }
          if (!(found instanceof QueryResult.None)) {
            result = found;
            longest = phrase.size();
          }
        }
      }
    }
    return result;
  }

  /** Returns the only query whose words are like these. */
  private QueryResult near(InboundWords words, boolean hasPrefix) {
    Map<QueryDefinition, QueryResult> results = new HashMap<>();
    for (QueryDefinition query : queries) {
      for (Phrase phrase : query.words()) {
        if (phrase.isNearlyAt(words, 0)) {
          InboundWords rest = words.slice(phrase.size(), words.size());
          QueryResult found = complete(query, rest, hasPrefix);
          if (!(found instanceof QueryResult.None)) {
            results.put(query, found);
          }
        }
      }
    }
    return results.size() == 1 ? results.values().iterator().next() : new QueryResult.None();
  }

  private QueryResult complete(QueryDefinition query, InboundWords rest, boolean hasPrefix) {
    Reading best = best(query, rest);
    if (best == null) {
      return new QueryResult.None();
    }
    InboundWords others = rest.slice(best.end(), rest.size());
    boolean noDigits = others.list().stream().noneMatch(InboundWord::hasDigit);
    return fillers.covers(others) || (hasPrefix && noDigits)
        ? new QueryResult.Matched(query, best.values(), best.repairs())
        : new QueryResult.None();
  }

  private @Nullable Reading best(QueryDefinition query, InboundWords rest) {
    return new Search(query, rest.slice(0, Math.min(rest.size(), MAX_WORDS))).best(0, 0);
  }

  /** Returns what is wrong with a query; none if the words are rather an ordinary sentence. */
  private QueryResult invalid(
      QueryDefinition query, InboundWords rest, boolean hasPrefix, boolean severalWords) {
    boolean digits = rest.list().stream().anyMatch(InboundWord::hasDigit);
    boolean onlyDigits = rest.list().stream().allMatch(InboundWord::hasDigit);
    boolean sentence =
        rest.isEmpty()
            ? query.ordinary() && !hasPrefix && !severalWords
            : (query.ordinary() && !digits) || (!hasPrefix && !onlyDigits);
    if (sentence) {
      return new QueryResult.None();
    }
    if (!digits) {
      return new QueryResult.Invalid(query, QueryResult.Problem.IDENTIFIER_MISSING);
    }
    boolean period = query.parameters().stream().anyMatch(QueryParameter.Period.class::isInstance);
    return new QueryResult.Invalid(
        query,
        period && best(query, rest) != null
            ? QueryResult.Problem.PERIOD_INVALID
            : QueryResult.Problem.IDENTIFIER_INVALID);
  }

  /**
   * A way to read the parameters.
   *
   * @param end the index of the first word that is no part of them
   */
  private record Reading(
      Map<String, String> values, List<QueryResult.Repair> repairs, int end, int cost) {
    Reading plus(
        Map<String, String> more, Optional<QueryResult.Repair> repair, int additionalCost) {
      Map<String, String> all = new HashMap<>(values);
      all.putAll(more);
      List<QueryResult.Repair> both = new ArrayList<>();
      repair.ifPresent(both::add);
      both.addAll(repairs);
      return new Reading(all, both, end, cost + additionalCost);
    }
  }

  /** Tries all ways; the numbers of words and parameters are limited. */
  private final class Search {
    private final List<QueryParameter> parameters;
    private final InboundWords words;

    Search(QueryDefinition query, InboundWords words) {
      this.parameters = query.parameters();
      this.words = words;
    }

    /** Returns the best way to read the parameters from an index on; null if there is none. */
    @Nullable Reading best(int parameter, int start) {
      if (parameter == parameters.size()) {
        return new Reading(Map.of(), List.of(), start, costOfOthers(start));
      }
      QueryParameter next = parameters.get(parameter);
      Reading best = next.required() ? null : best(parameter + 1, start);
      int most = Math.min(words.size() - start, MAX_WORDS_OF_VALUE);
      for (int count = 1; count <= most; count++) {
        Reading reading = read(next, parameter, start, start + count);
        if (reading != null && (best == null || reading.cost() < best.cost())) {
          best = reading;
        }
      }
      return best;
    }

    private @Nullable Reading read(QueryParameter next, int parameter, int start, int end) {
      InboundWords value = words.slice(start, end);
      return switch (next) {
        case QueryParameter.Identifier identifier -> {
          Optional<IdentifierReader.Found> found = IdentifierReader.read(identifier.forms(), value);
          Reading rest = found.isEmpty() ? null : best(parameter + 1, end);
          yield rest == null
              ? null
              : rest.plus(
                  Map.of(identifier.name(), found.get().written()),
                  found.get().repair(),
                  found.get().cost());
        }
        case QueryParameter.Period _ -> {
          Optional<Map<String, String>> period = PeriodText.read(value.plain());
          Reading rest = period.isEmpty() ? null : best(parameter + 1, end);
          yield rest == null ? null : rest.plus(period.get(), Optional.empty(), 0);
        }
      };
    }

    private int costOfOthers(int start) {
      InboundWords others = words.slice(start, words.size());
      return fillers.covers(others) ? others.size() : others.size() * COST_OF_OTHER_WORD;
    }
  }
}
