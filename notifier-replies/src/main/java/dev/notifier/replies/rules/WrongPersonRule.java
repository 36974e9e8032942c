package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.PhraseSet;
import java.util.Map;
import java.util.Optional;

/**
 * People who get messages for someone else. Messages stop only if the whole text says so and it is
 * certain which notification is meant; otherwise a person decides.
 */
final class WrongPersonRule implements Rule {
  private final PhraseSet phrases;
  private final PhraseSet unclear;
  private final PhraseSet fillers;

  WrongPersonRule(AddressConfig config) {
    phrases = config.phrases(PhraseList.WRONG_PERSON);
    unclear = config.phrases(PhraseList.WRONG_PERSON_UNCLEAR);
    fillers = config.phrases(PhraseList.WRONG_PERSON_FILLERS);
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    InboundWords words = incoming.command().words();
    boolean whole = fillers.around(words).isOneOf(phrases.phrases());
    String linked = incoming.correlation().linked();
    if (whole && linked != null) {
      return Outcome.answered(
              InboundAction.WRONG_PERSON,
              DecisionReason.WRONG_PERSON,
              AnswerText.WRONG_PERSON,
              AnswerLimit.DAY)
          .map(outcome -> outcome.with(Map.of("notification", linked)));
    }
    return whole
            || fillers.around(words).isOneOf(unclear.phrases())
            || (!words.isEmpty() && phrases.lengthAt(words, 0) > 0)
        ? Outcome.answered(
            InboundAction.INBOX,
            DecisionReason.WRONG_PERSON_UNCLEAR,
            AnswerText.INBOX,
            AnswerLimit.HOUR)
        : Optional.empty();
  }
}
