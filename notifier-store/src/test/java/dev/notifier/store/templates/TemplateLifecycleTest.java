package dev.notifier.store.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.templates.TemplateLifecycle.Transition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateLifecycleTest {
  /** For each state and action: {@code =} and the next state, or the error. */
  private static final String TABLE =
      """
      state     SAVE              DISCARD           SUBMIT            APPROVE          REJECT               PUBLISH           SCHEDULE          UNSCHEDULE      ROLL_BACK            RETIRE
      DRAFT     =DRAFT            =DISCARDED        =IN_REVIEW        NOT_SUBMITTED    NOT_SUBMITTED        NOT_SUBMITTED     NOT_SUBMITTED     NOT_SUBMITTED   NOT_SUBMITTED        NOT_SUBMITTED
      IN_REVIEW VERSION_IMMUTABLE VERSION_IMMUTABLE VERSION_IMMUTABLE =APPROVED        =REJECTED            NOT_APPROVED      NOT_APPROVED      NOT_APPROVED    NOT_APPROVED         NOT_APPROVED
      REJECTED  REJECTED          REJECTED          REJECTED          REJECTED         REJECTED             REJECTED          REJECTED          REJECTED        REJECTED             REJECTED
      APPROVED  VERSION_IMMUTABLE VERSION_IMMUTABLE VERSION_IMMUTABLE ALREADY_APPROVED =REJECTED            =PUBLISHED        =SCHEDULED        NOT_SCHEDULED   NOT_PUBLISHED_BEFORE =RETIRED
      SCHEDULED VERSION_IMMUTABLE VERSION_IMMUTABLE VERSION_IMMUTABLE ALREADY_APPROVED ALREADY_SCHEDULED    =PUBLISHED        =SCHEDULED        =APPROVED       NOT_PUBLISHED_BEFORE =RETIRED
      PUBLISHED VERSION_IMMUTABLE VERSION_IMMUTABLE VERSION_IMMUTABLE ALREADY_APPROVED PREVIOUSLY_PUBLISHED ALREADY_PUBLISHED ALREADY_PUBLISHED NOT_SCHEDULED   ALREADY_PUBLISHED    =RETIRED
      REPLACED  VERSION_IMMUTABLE VERSION_IMMUTABLE VERSION_IMMUTABLE ALREADY_APPROVED PREVIOUSLY_PUBLISHED =PUBLISHED        =SCHEDULED        NOT_SCHEDULED   =PUBLISHED           =RETIRED
      RETIRED   RETIRED           RETIRED           RETIRED           RETIRED          RETIRED              RETIRED           RETIRED           RETIRED         RETIRED              RETIRED
      DISCARDED DRAFT_NOT_FOUND   DRAFT_NOT_FOUND   DRAFT_NOT_FOUND   DRAFT_NOT_FOUND  DRAFT_NOT_FOUND      DRAFT_NOT_FOUND   DRAFT_NOT_FOUND   DRAFT_NOT_FOUND DRAFT_NOT_FOUND      DRAFT_NOT_FOUND
      """;

  @Test
  void everyActionInEveryStateHasANextStateOrAnError() {
    List<String> rows = new ArrayList<>(TABLE.lines().toList());
    String[] actions = rows.removeFirst().split(" +", -1);
    assertThat(rows).hasSize(TemplateState.values().length);
    assertThat(actions).hasSize(TemplateAction.values().length + 1);

    for (String row : rows) {
      String[] cells = row.split(" +", -1);
      TemplateState state = TemplateState.valueOf(cells[0]);
      for (int i = 1; i < cells.length; i++) {
        Transition transition =
            TemplateLifecycle.transition(state, TemplateAction.valueOf(actions[i]));
        assertThat(cell(transition)).as("%s in %s", actions[i], state).isEqualTo(cells[i]);
      }
    }
  }

  @Test
  void idsOfActionsHaveHyphens() {
    assertThat(TemplateAction.ROLL_BACK.id()).isEqualTo("roll-back");
  }

  private static String cell(Transition transition) {
    return switch (transition) {
      case Transition.Allowed(TemplateState next) -> "=" + next;
      case Transition.Denied(TransitionError error) -> error.name();
    };
  }
}
