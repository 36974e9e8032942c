package dev.notifier.worker.inbound;

import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.store.inbound.NumberState.Question;
import dev.notifier.worker.inbound.InboundKnowledge.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chooses the answer to a decided message. Thread-safe. */
final class AnswerChoice {
  private final InboundKnowledge knowledge;

  AnswerChoice(InboundKnowledge knowledge) {
    this.knowledge = knowledge;
  }

  /**
   * Returns the answer; null if there is none.
   *
   * @param origin of a message that asks whether a text is genuine; else null
   */
  @Nullable MessageAnswer answer(
      DecidedMessage decided, Conversation conversation, @Nullable OriginCheck origin) {
    InboundDecision decision = decided.decision();
    if (decision.limit() == AnswerLimit.NONE) {
      return null;
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
      // Nothing stops until a person has decided, so the answer must not say so.
      case WRONG_PERSON -> inbox(decided, conversation);
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
    InboundDecision decision = decided.decision();
    String language = decided.answerLanguage();
    Map<String, String> values =
        Map.of("reply.example", decision.parameters().getOrDefault("example", ""));
    return MessageAnswer.fixed(
        text,
        AnswerTexts.of(decided.address(), text, language, values),
        language,
        decision.limit() == AnswerLimit.HOUR);
  }

  /** The text of the inbox in place of another answer. */
  private static @Nullable MessageAnswer inbox(DecidedMessage decided, Conversation conversation) {
    String language = decided.answerLanguage();
    return conversation.isHelpedAt(decided.message().receivedAt())
        ? null
        : MessageAnswer.fixed(
            AnswerText.INBOX,
            AnswerTexts.of(decided.address(), AnswerText.INBOX, language, Map.of()),
            language,
            true);
  }

  private @Nullable MessageAnswer entry(
      DecidedMessage decided, String entry, String language, Conversation conversation) {
    Answer answer = find(decided, entry, language);
    return answer == null
        ? inbox(decided, conversation)
        : new MessageAnswer(
            MessageAnswer.KNOWLEDGE,
            AnswerTexts.filled(decided.address(), answer.text(), Map.of()),
            language,
            false,
            null);
  }

  private @Nullable Answer find(DecidedMessage decided, String entry, String language) {
    return knowledge.answer(decided.owner(), entry, language, decided.day());
  }

  private @Nullable MessageAnswer chosen(DecidedMessage decided, Conversation conversation) {
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

  private @Nullable MessageAnswer choice(DecidedMessage decided, Conversation conversation) {
    String language = decided.language().language();
    List<String> entries = new ArrayList<>();
    StringBuilder choices = new StringBuilder();
    for (String entry : parameter(decided.decision(), "entries").split(",", -1)) {
      Answer answer = find(decided, entry, language);
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
