package dev.notifier.worker.inbound;

import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import dev.notifier.store.inbound.NumberState.Question;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.worker.knowledge.PublishedKnowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chooses the answer to a decided message. Thread-safe. */
final class AnswerChoice {
  private final PublishedKnowledge knowledge;

  AnswerChoice(PublishedKnowledge knowledge) {
    this.knowledge = knowledge;
  }

  /**
   * What was found out about a message.
   *
   * @param origin of a message that asks whether a text is genuine; else null
   * @param exclusion what a message about a wrong person stops; else null
   * @param stayStopped whether messages stay stopped that the person allows
   */
  record Findings(
      @Nullable OriginCheck origin, @Nullable Exclusion exclusion, boolean stayStopped) {}

  /** Returns the answer; null if there is none. */
  @Nullable MessageAnswer answer(
      DecidedMessage decided, Correspondence conversation, Findings findings) {
    OriginCheck origin = findings.origin();
    Exclusion exclusion = findings.exclusion();
    InboundDecision decision = decided.decision();
    if (decision.limit() == AnswerLimit.NONE) {
      return null;
    }
    if (findings.stayStopped()) {
      return inbox(decided, conversation);
    }
    return switch (decision.action()) {
      case IGNORE -> null;
      case KNOWLEDGE ->
          entry(decided, parameter(decision, "entry"), decided.language().language(), conversation);
      case ANSWER_QUESTION -> chosen(decided, conversation);
      case ASK_CHOICE -> choice(decided, conversation);
      case QUERY ->
          new MessageAnswer(MessageAnswer.QUERY, null, decided.answerLanguage(), false, null);
      case CHECK_ORIGIN ->
          fixed(
              decided,
              origin != null && origin.sent() ? AnswerText.ORIGIN_SENT : AnswerText.ORIGIN);
      // Without it, nothing stops until a person has decided, and the answer must not say so.
      case WRONG_PERSON ->
          exclusion == null ? inbox(decided, conversation) : wrongPerson(decided, exclusion);
      case OPT_OUT,
          OPT_IN,
          EXPLAIN_OPT_OUT,
          EXPLAIN_DO_NOT_CALL,
          EXPLAIN_QUERY,
          CALL_BACK,
          HELP,
          INBOX ->
          decision.answer().map(text -> fixed(decided, text)).orElse(null);
    };
  }

  private static MessageAnswer fixed(DecidedMessage decided, AnswerText text) {
    return fixed(
        decided,
        text,
        Map.of("reply.example", decided.decision().parameters().getOrDefault("example", "")));
  }

  private static MessageAnswer wrongPerson(DecidedMessage decided, Exclusion exclusion) {
    return fixed(
        decided,
        AnswerText.WRONG_PERSON,
        Map.of("reply.person", PersonExclusions.masked(exclusion.subject().reference())));
  }

  private static MessageAnswer fixed(
      DecidedMessage decided, AnswerText text, Map<String, String> values) {
    String language = decided.answerLanguage();
    return MessageAnswer.fixed(
        text,
        AnswerTexts.of(decided.address(), text, language, decided.message().receivedAt(), values),
        language,
        decided.decision().limit() == AnswerLimit.HOUR);
  }

  /** The text of the inbox in place of another answer. */
  private static @Nullable MessageAnswer inbox(
      DecidedMessage decided, Correspondence conversation) {
    String language = decided.answerLanguage();
    return conversation.isHelpedAt(decided.message().receivedAt())
        ? null
        : MessageAnswer.fixed(
            AnswerText.INBOX,
            AnswerTexts.of(
                decided.address(),
                AnswerText.INBOX,
                language,
                decided.message().receivedAt(),
                Map.of()),
            language,
            true);
  }

  private @Nullable MessageAnswer entry(
      DecidedMessage decided, String entry, String language, Correspondence conversation) {
    KnowledgeEntry answer = find(decided, entry, language);
    return answer == null
        ? inbox(decided, conversation)
        : new MessageAnswer(
            MessageAnswer.KNOWLEDGE,
            AnswerTexts.filled(decided.address(), answer.smsAnswer(), Map.of()),
            language,
            false,
            null);
  }

  private @Nullable KnowledgeEntry find(DecidedMessage decided, String entry, String language) {
    return knowledge
        .entry(decided.owner(), entry, language)
        .filter(found -> found.isValidOn(decided.day()))
        .orElse(null);
  }

  private @Nullable MessageAnswer chosen(DecidedMessage decided, Correspondence conversation) {
    Question question = Objects.requireNonNull(conversation.state().question());
    String answer = parameter(decided.decision(), "answer");
    List<String> entries = question.entries();
    for (int number = 1; number <= entries.size(); number++) {
      if (answer.equals(Integer.toString(number))) {
        return entry(decided, entries.get(number - 1), question.language(), conversation);
      }
    }
    return inbox(decided, conversation);
  }

  private @Nullable MessageAnswer choice(DecidedMessage decided, Correspondence conversation) {
    String language = decided.language().language();
    List<String> entries = new ArrayList<>();
    StringBuilder choices = new StringBuilder();
    for (String entry : parameter(decided.decision(), "entries").split(",", -1)) {
      KnowledgeEntry answer = find(decided, entry, language);
      if (answer != null) {
        entries.add(entry);
        choices
            .append(choices.isEmpty() ? "" : ". ")
            .append(entries.size())
            .append(": ")
            .append(answer.title());
      }
    }
    if (entries.isEmpty()) {
      return inbox(decided, conversation);
    }
    String answerLanguage = decided.answerLanguage();
    return new MessageAnswer(
        AnswerText.CHOICE.key(),
        AnswerTexts.of(
            decided.address(),
            AnswerText.CHOICE,
            answerLanguage,
            decided.message().receivedAt(),
            Map.of("reply.choices", choices.toString())),
        answerLanguage,
        false,
        new Question(
            decided.message().id(),
            decided.message().receivedAt(),
            decided.message().from().address(),
            entries,
            language));
  }

  private static String parameter(InboundDecision decision, String name) {
    return Objects.requireNonNull(decision.parameters().get(name));
  }
}
