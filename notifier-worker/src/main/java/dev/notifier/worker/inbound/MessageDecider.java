package dev.notifier.worker.inbound;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.replies.decision.InboundMessage;
import dev.notifier.replies.language.DetectedLanguage;
import dev.notifier.replies.language.LanguageDetector;
import dev.notifier.store.inbound.SentMessages.Sent;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import dev.notifier.worker.knowledge.PublishedKnowledge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what a message means, whose it is, and in which language. Thread-safe. */
final class MessageDecider {
  private final PublishedKnowledge knowledge;
  private final LanguageDetector languages = new LanguageDetector();

  MessageDecider(PublishedKnowledge knowledge) {
    this.knowledge = knowledge;
  }

  DecidedMessage decide(
      CompletedMessage message, InboundAddresses.Address address, Correspondence conversation) {
    AddressConfig config = address.config();
    String fallback = language(config.languages(), conversation.locale());
    DetectedLanguage language = languages.detect(message.text(), fallback);
    KnowledgeQuestion question =
        new KnowledgeQuestion(
            knowledge,
            new KnowledgeQuestion.Asked(
                address.tenant(),
                language,
                Correspondence.day(message.receivedAt()),
                config.mayAsk()));
    InboundDecision decision =
        address
            .rules()
            .decide(
                new InboundMessage(message.text(), message.fromPhone(), message.complete()),
                conversation.context(message, address.isForTests()),
                question);
    Sent linked = conversation.sent(decision.correlation().linked());
    return new DecidedMessage(
        message,
        config,
        decision,
        address.tenant(),
        linked == null ? address.tenant() : linked.tenant(),
        language,
        language.isCertain() && config.languages().contains(language.language())
            ? language.language()
            : fallback,
        question.found());
  }

  /** The wanted language if the address has texts in it, else the default. */
  private static String language(List<String> languages, @Nullable String wanted) {
    return wanted != null && languages.contains(wanted) ? wanted : languages.getFirst();
  }
}
