package dev.notifier.store.knowledge;

/** The reason why an action on an entry is not possible. */
public enum KnowledgeError {
  ENTRY_NOT_FOUND,
  VERSION_NOT_FOUND,
  DRAFT_NOT_FOUND,
  /** The draft has another revision than expected. */
  DRAFT_CHANGED,
  /** There is a draft, and the caller did not say which revision it has read. */
  DRAFT_EXISTS,
  /** The draft does not have the language. */
  LANGUAGE_NOT_FOUND,
  /** The draft has the question, or as many as allowed. */
  QUESTION_REFUSED,
  /** The version has another state. */
  WRONG_STATE,
  /** Authors and submitters cannot publish their own version. */
  SELF_APPROVAL,
  /** There are as many entries, variants or versions as allowed. */
  LIMIT_REACHED;

  /** Rolls back a transaction because the action is not possible. Has no stack trace. */
  static final class Thrown extends RuntimeException {
    private final KnowledgeError error;

    Thrown(KnowledgeError error) {
      super(error.name(), null, false, false);
      this.error = error;
    }

    KnowledgeError error() {
      return error;
    }
  }
}
