package dev.notifier.worker.inbound;

import dev.notifier.replies.decision.KnowledgeLookup.Found;
import dev.notifier.replies.language.DetectedLanguage;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The knowledge base as the stage uses it. Thread-safe. */
public interface InboundKnowledge {
  /**
   * Finds what answers a text. Never throws for any text.
   *
   * @param tenant of the address
   * @param today in Vietnam
   * @param menus whether several entries may be offered
   */
  Found search(
      String tenant, DetectedLanguage language, String text, LocalDate today, boolean menus);

  /** Returns an entry in a language; null if it is no answer any more. */
  @Nullable Answer answer(String tenant, String entry, String language, LocalDate today);

  /**
   * What is sent.
   *
   * @param title for menus
   * @param text with the placeholders of an address
   */
  record Answer(String title, String text) {}
}
