package dev.notifier.replies.knowledge;

import java.util.List;

/** What the knowledge base does with an inbound text. */
public sealed interface KnowledgeDecision {
  /** The best entry answers. */
  record Answer(KnowledgeMatch match) implements KnowledgeDecision {}

  /**
   * The sender may choose.
   *
   * @param matches one to {@value KnowledgeIndex#MENU_SIZE}, the best first
   */
  record Menu(List<KnowledgeMatch> matches) implements KnowledgeDecision {
    public Menu {
      matches = List.copyOf(matches);
    }
  }

  /**
   * No entry answers.
   *
   * @param nearest the entries with the highest scores, for those who answer; may be empty
   */
  record None(Reason reason, List<KnowledgeMatch> nearest) implements KnowledgeDecision {
    public None {
      nearest = List.copyOf(nearest);
    }
  }

  /** Why no entry answers. */
  enum Reason {
    LANGUAGE_UNCERTAIN,
    NO_ENTRY_IN_LANGUAGE,
    NO_SIMILAR_QUESTION
  }
}
