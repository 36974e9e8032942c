package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.address.RuleName;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.replies.decision.InboundMessage;
import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.queries.QueryMatcher;
import dev.notifier.replies.text.Command;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.Phrase;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what messages to an address mean: the first rule with an outcome decides. A function of
 * the message and what is known about its sender. Never throws for any text. Thread-safe if the
 * search is.
 */
public final class InboundRules {
  /** What follows is not read; a handset sends at most 255 segments, and people far fewer. */
  public static final int MAX_CHARACTERS = 4_096;

  private final AddressConfig config;
  private final QueryMatcher matcher;
  private final Set<String> heads;
  private final Set<String> addresses;
  private final Correlator correlator;
  private final PendingQuestionRule questions;
  private final InboxRule inbox;
  private final KnowledgeLookup search;
  private final List<NamedRule> rules;

  /** A rule and its name. */
  private record NamedRule(RuleName name, Rule rule) {}

  /**
   * @param search of the knowledge base, where a message has no other one
   */
  public InboundRules(AddressConfig config, KnowledgeLookup search) {
    this.config = config;
    this.search = search;
    matcher = new QueryMatcher(config.queries(), config.phrases(PhraseList.QUERY_FILLERS));
    heads = heads(config, matcher);
    addresses = new HashSet<>(config.formerAddresses());
    addresses.add(config.address());
    correlator = new Correlator(config.repliesFor());
    questions = new PendingQuestionRule(config);
    inbox = new InboxRule(questions);
    rules = config.rules().stream().map(name -> new NamedRule(name, rule(name))).toList();
  }

  /** Single words that the prefix may be glued to. */
  private static Set<String> heads(AddressConfig config, QueryMatcher matcher) {
    Set<String> heads = new HashSet<>(matcher.heads());
    for (PhraseList list :
        List.of(
            PhraseList.OPT_OUT,
            PhraseList.OPT_OUT_WITH_MARKS,
            PhraseList.OPT_IN,
            PhraseList.HELP,
            PhraseList.CALL_BACK)) {
      config.phrases(list).phrases().stream()
          .map(Phrase::plain)
          .filter(plain -> plain.size() == 1)
          .forEach(plain -> heads.add(plain.getFirst()));
    }
    return Set.copyOf(heads);
  }

  private Rule rule(RuleName name) {
    return switch (name) {
      case LOOPS_AND_NOISE -> new NoiseRule(config, questions);
      case KEYWORDS -> new KeywordRule(config);
      case PENDING_QUESTION -> questions;
      case QUERIES -> new QueryRule(config, matcher);
      case CALL_BACK -> new CallBackRule(config);
      case ORIGIN -> new OriginRule(config);
      case WRONG_PERSON -> new WrongPersonRule(config);
      case HELP -> new HelpRule(config);
      case KNOWLEDGE -> new KnowledgeRule(config);
      case INBOX -> inbox;
    };
  }

  /** Returns what a message means. */
  public InboundDecision decide(InboundMessage message, ReplyContext context) {
    return decide(message, context, search);
  }

  /**
   * Returns what a message means.
   *
   * @param knowledge the search of the knowledge base for this message, such as one in its language
   */
  public InboundDecision decide(
      InboundMessage message, ReplyContext context, KnowledgeLookup knowledge) {
    Incoming incoming = incoming(message, context, knowledge);
    for (NamedRule named : rules) {
      boolean applies = message.complete() || named.name() == RuleName.LOOPS_AND_NOISE;
      Optional<Outcome> outcome = applies ? named.rule().apply(incoming) : Optional.empty();
      if (outcome.isPresent()) {
        return decision(named.name(), outcome.get(), incoming);
      }
    }
    return decision(RuleName.INBOX, inbox.inbox(incoming), incoming);
  }

  private Incoming incoming(
      InboundMessage message, ReplyContext context, KnowledgeLookup knowledge) {
    String text = message.text();
    InboundMessage read =
        text.length() <= MAX_CHARACTERS
            ? message
            : new InboundMessage(
                text.substring(0, MAX_CHARACTERS), message.sendsFromPhone(), message.complete());
    InboundWords words = InboundWords.of(read.text());
    return new Incoming(
        read,
        words,
        Command.of(words, config.prefix(), addresses, heads),
        context,
        correlator.correlate(words, context),
        knowledge);
  }

  private InboundDecision decision(RuleName rule, Outcome outcome, Incoming incoming) {
    Outcome limited = AnswerLimits.apply(outcome, incoming.context(), config.answersPerDay());
    return new InboundDecision(
        rule,
        limited.action(),
        limited.parameters(),
        limited.reason(),
        limited.answer(),
        limited.limit(),
        incoming.correlation());
  }
}
