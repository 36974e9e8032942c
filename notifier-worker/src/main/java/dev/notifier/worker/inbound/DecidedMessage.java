package dev.notifier.worker.inbound;

import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.language.DetectedLanguage;
import dev.notifier.worker.inbound.assembly.CompletedMessage;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A message with its decision.
 *
 * @param owner of the address
 * @param tenant whose message it is
 * @param language of the text
 * @param answerLanguage of fixed answers
 * @param found in the knowledge base; null if it was not searched, or was not known yet
 */
record DecidedMessage(
    CompletedMessage message,
    AddressConfig address,
    InboundDecision decision,
    String owner,
    String tenant,
    DetectedLanguage language,
    String answerLanguage,
    @Nullable KnowledgeDecision found) {
  /** Whether it is of a test: then nothing follows outside the test tenant. */
  boolean isTest() {
    return TenantRecord.isShadow(owner);
  }

  /** The day of the message, in Vietnam. */
  LocalDate day() {
    return Correspondence.day(message.receivedAt());
  }

  /** Omits personal data. */
  @Override
  public String toString() {
    return "DecidedMessage[" + message + ", " + decision + "]";
  }
}
