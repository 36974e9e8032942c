package dev.notifier.api.inbox;

import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.inbox.ConversationState;
import dev.notifier.store.inbox.InboxFilter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations a caller wants to list, as the request names them. Null selects all.
 *
 * @param assigned {@code me}, {@code none}, or a name
 */
record InboxSelection(
    @Nullable String state,
    @Nullable String topic,
    @Nullable String language,
    @Nullable String assigned) {
  private static final String ME = "me";
  private static final String NONE = "none";
  private static final Pattern TOPIC = Pattern.compile("[a-z-]{1,40}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,100}");

  /**
   * The filter.
   *
   * @throws ProblemException if a value is invalid, or a language says something about persons whom
   *     the caller may not know
   */
  InboxFilter filter(Caller caller, String tenant) {
    check("topic", topic, TOPIC, "the key of a rule, such as call-back");
    check("language", language, LANGUAGE, "a language tag, such as vi");
    check("assigned", assigned, NAME, "me, none, or a name");
    if (language != null && !PersonalDataMask.locale(language).equals(language)) {
      caller.require(Scope.PERSONAL_DATA_READ);
    }
    return new InboxFilter(
        tenant, stateOrOpen(), topic, language, assignee(caller, assigned), NONE.equals(assigned));
  }

  /** A request for what no one has taken wants what waits, unless the request says otherwise. */
  private @Nullable ConversationState stateOrOpen() {
    if (state == null) {
      return NONE.equals(assigned) ? ConversationState.OPEN : null;
    }
    return ConversationState.of(state).orElseThrow(InboxSelection::unknownState);
  }

  private static ProblemException unknownState() {
    return invalid("state", "open, assigned, answered, handed-over or closed");
  }

  /** The name that a request means; null for no one. */
  static @Nullable String assignee(Caller caller, @Nullable String name) {
    if (name == null || name.equals(NONE)) {
      return null;
    }
    return name.equals(ME) ? caller.name() : name;
  }

  private static void check(String name, @Nullable String value, Pattern form, String expected) {
    if (value != null && !form.matcher(value).matches()) {
      throw invalid(name, expected);
    }
  }

  private static ProblemException invalid(String name, String expected) {
    return new ProblemException(
        Problem.of(ErrorCode.INVALID_PARAMETER, name + " is invalid. Send " + expected + "."));
  }
}
