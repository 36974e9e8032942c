package dev.notifier.replies.queries;

import java.util.List;

/** A value that follows the words of a query. */
public sealed interface QueryParameter {
  /** The name of the value in a decision. */
  String name();

  boolean required();

  /**
   * An identifier in one of several forms.
   *
   * @param forms in the order of preference
   */
  record Identifier(String name, boolean required, List<IdentifierForm> forms)
      implements QueryParameter {
    /** Copies the list. */
    public Identifier {
      forms = List.copyOf(forms);
    }
  }

  /**
   * Months or years. It has two values in a decision, {@code from} and {@code to}, as {@code
   * 2016-01}.
   */
  record Period(String name, boolean required) implements QueryParameter {}
}
