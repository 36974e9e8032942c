package dev.notifier.worker.inbound;

import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.origin.ForeignTextDigest;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.store.forged.ReportedText;
import dev.notifier.store.inbound.InboundMessageRow;
import dev.notifier.store.inbound.InboundMessageRow.From;
import dev.notifier.store.inbound.NumberState;
import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.store.inbox.InboxMessage;
import dev.notifier.store.knowledge.KnowledgeNextStep;
import dev.notifier.store.knowledge.KnowledgeSearch;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.store.optouts.OptOutStatement;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import dev.notifier.store.optouts.OptOutStore;
import dev.notifier.store.queries.QueryOrder;
import dev.notifier.worker.inbound.StatedScopes.Keyword;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import dev.notifier.worker.inbound.assembly.InboundRecordReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What the messages of a batch change, collected and then stored in the transaction of the caller.
 * Used by one thread.
 */
final class BatchEffects {
  static final String ENTERED_BY = "inbound";
  static final String SMS = "sms";

  /** As the notes of other statements. */
  static final int MAX_NOTE_CHARACTERS = 1_000;

  private static final List<OptOutPurpose> PURPOSES =
      List.of(OptOutPurpose.GENERAL_INFO, OptOutPurpose.ADVERTISING);

  private final ForeignTextDigest digest;
  private final List<InboundMessageRow> rows = new ArrayList<>();
  private final List<UUID> repeated = new ArrayList<>();
  private final List<OptOutStatement> statements = new ArrayList<>();
  private final List<InboxMessage> forPersons = new ArrayList<>();
  private final List<OutboxEvent> answers = new ArrayList<>();
  private final List<QueryOrder> queries = new ArrayList<>();
  private final List<ReportedText> foreign = new ArrayList<>();
  private final List<Exclusion> exclusions = new ArrayList<>();
  private final List<KnowledgeSearch> searches = new ArrayList<>();
  private final List<KnowledgeNextStep> steps = new ArrayList<>();

  BatchEffects(ForeignTextDigest digest) {
    this.digest = digest;
  }

  /** Adds a message. */
  void add(InboundMessageRow row) {
    rows.add(row);
  }

  /** Counts that a message came again. */
  void repeats(UUID message) {
    repeated.add(message);
  }

  /** Adds that the number wants no general messages any more, or wants them again. */
  void addStatements(DecidedMessage decided, StatedScopes scopes) {
    Keyword keyword = Keyword.of(decided);
    List<OptOutStatement> earlier = statements(keyword.recipient());
    for (OptOutPurpose purpose : PURPOSES) {
      scopes
          .of(keyword, purpose, earlier)
          .map(scope -> statement(decided, scope, purpose))
          .forEach(statements::add);
    }
  }

  /** The statements of a number that were added, in their order. */
  List<OptOutStatement> statements(UUID recipient) {
    return statements.stream().filter(each -> each.recipient().equals(recipient)).toList();
  }

  private static OptOutStatement statement(
      DecidedMessage decided, String scope, OptOutPurpose purpose) {
    CompletedMessage message = decided.message();
    From from = message.from();
    return new OptOutStatement(
        from.recipient(),
        from.phone(),
        scope,
        purpose,
        decided.decision().action() == InboundAction.OPT_OUT,
        message.arrivedAt(),
        new Evidence(
            decided.tenant(),
            ENTERED_BY,
            SMS,
            InboundRecordReader.shortened(message.text(), MAX_NOTE_CHARACTERS),
            message.id()));
  }

  /** Adds that messages about someone do not concern the number. */
  void addExclusion(Exclusion exclusion) {
    exclusions.add(exclusion);
  }

  /** How many exclusions of a number were added. */
  int exclusions(UUID recipient) {
    return (int) exclusions.stream().filter(each -> each.recipient().equals(recipient)).count();
  }

  /** Adds what the log of searches of the knowledge base gets. */
  void addSearch(DecidedMessage decided) {
    KnowledgeSearch search = SearchNotes.search(decided);
    if (search != null) {
      searches.add(search);
    }
    KnowledgeNextStep step = SearchNotes.step(decided);
    if (step != null) {
      steps.add(step);
    }
  }

  /** Adds that a person is to read a message. */
  void addForPerson(DecidedMessage decided) {
    CompletedMessage message = decided.message();
    InboundDecision decision = decided.decision();
    String linked = decision.correlation().linked();
    forPersons.add(
        new InboxMessage(
            message.id(),
            decided.tenant(),
            message.from().recipient(),
            message.from().phone(),
            decided.address().address(),
            decision.rule().key(),
            decided.language().language(),
            message.receivedAt(),
            decision.action() == InboundAction.CALL_BACK,
            linked == null ? null : UUID.fromString(linked)));
  }

  /** Adds an answer that is published. */
  void addAnswer(OutboxEvent answer) {
    answers.add(answer);
  }

  /** Adds a query, whose answer comes from another system. */
  void addQuery(DecidedMessage decided, String language) {
    InboundDecision decision = decided.decision();
    Map<String, String> parameters = new HashMap<>(decision.parameters());
    String query = Objects.requireNonNull(parameters.remove("query"));
    parameters.remove("repaired");
    CompletedMessage message = decided.message();
    From from = message.from();
    queries.add(
        new QueryOrder(
            message.id(),
            decided.tenant(),
            query,
            decided.address().address(),
            from.provider() == null ? from.route() : null,
            from.phone(),
            from.recipient(),
            language,
            parameters,
            message.arrivedAt()));
  }

  /**
   * Counts a text that was forwarded and not sent by us.
   *
   * @param folded the text
   */
  void addForeign(DecidedMessage decided, String folded) {
    foreign.add(
        new ReportedText(
            decided.tenant(),
            decided.message().receivedAt(),
            digest.digest(folded),
            decided.message().id()));
  }

  /** Whether a query was added. */
  boolean hasQueries() {
    return !queries.isEmpty();
  }

  /** Whether an answer was added. */
  boolean hasAnswers() {
    return !answers.isEmpty();
  }

  int foreignTexts() {
    return foreign.size();
  }

  /**
   * Stores everything.
   *
   * @param states of the numbers, as they are now
   */
  void store(InboundStores stores, Collection<NumberState> states) {
    stores.messages().insert(rows);
    stores.messages().repeated(repeated);
    stores.numbers().save(List.copyOf(states));
    stores.inbox().receive(forPersons);
    stores.queries().insert(queries);
    stores.outbox().add(answers);
    stores.optOuts().add(statements, OptOutStore.Source.RECIPIENT);
    stores.wrongPersons().exclude(exclusions);
    stores.searches().add(searches, steps);
    // In one order, so that two transactions do not wait for each other.
    foreign.stream()
        .sorted(
            Comparator.comparing(ReportedText::tenant)
                .thenComparing(ReportedText::text)
                .thenComparing(ReportedText::at))
        .forEach(stores.foreignTexts()::report);
  }
}
