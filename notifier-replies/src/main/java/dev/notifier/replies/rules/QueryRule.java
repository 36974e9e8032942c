package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.queries.QueryMatcher;
import dev.notifier.replies.queries.QueryResult;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Queries by keywords, complete or not. */
final class QueryRule implements Rule {
  private final AddressConfig config;
  private final QueryMatcher matcher;

  QueryRule(AddressConfig config, QueryMatcher matcher) {
    this.config = config;
    this.matcher = matcher;
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    return switch (matcher.match(incoming.command().words(), incoming.command().hasPrefix())) {
      case QueryResult.None _ -> Optional.empty();
      case QueryResult.Matched matched -> matched(matched);
      case QueryResult.Invalid invalid ->
          Outcome.answered(
                  InboundAction.EXPLAIN_QUERY,
                  reason(invalid.problem()),
                  AnswerText.QUERY_FORMAT,
                  AnswerLimit.DAY)
              .map(outcome ->
                  outcome.with(
                      Map.of(
                          "query", invalid.query().name(),
                          "example", config.withPrefix(invalid.query().example()))));
    };
  }

  private static Optional<Outcome> matched(QueryResult.Matched matched) {
    Map<String, String> parameters = new HashMap<>(matched.values());
    parameters.put("query", matched.query().name());
    if (!matched.repairs().isEmpty()) {
      parameters.put(
          "repaired",
          matched.repairs().stream()
              .map(repair -> repair.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(",")));
    }
    return Outcome.of(
        InboundAction.QUERY,
        matched.repairs().isEmpty() ? DecisionReason.QUERY : DecisionReason.QUERY_REPAIRED,
        parameters);
  }

  private static DecisionReason reason(QueryResult.Problem problem) {
    return switch (problem) {
      case IDENTIFIER_MISSING -> DecisionReason.QUERY_WITHOUT_IDENTIFIER;
      case IDENTIFIER_INVALID -> DecisionReason.QUERY_WITH_WRONG_IDENTIFIER;
      case PERIOD_INVALID -> DecisionReason.QUERY_WITH_WRONG_PERIOD;
    };
  }
}
