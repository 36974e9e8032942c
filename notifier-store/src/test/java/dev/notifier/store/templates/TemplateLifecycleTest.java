package dev.notifier.store.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.templates.TemplateLifecycle.Next;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateLifecycleTest {
  /** A capital word is where it leads, the others are why it cannot be done. */
  private static final String TABLE =
      """
      state      SAVE        DISCARD     SUBMIT      APPROVE          SEND_BACK     PUBLISH           SCHEDULE          UNSCHEDULE    ROLL_BACK         RETIRE
      DRAFT      =DRAFT      =DISCARDED  =IN_REVIEW  NOT_SUBMITTED    NOT_SUBMITTED NOT_SUBMITTED     NOT_SUBMITTED     NOT_SUBMITTED NOT_SUBMITTED     NOT_SUBMITTED
      IN_REVIEW  NOT_A_DRAFT NOT_A_DRAFT NOT_A_DRAFT =APPROVED        =SENT_BACK    NOT_APPROVED      NOT_APPROVED      NOT_APPROVED  NOT_APPROVED      NOT_APPROVED
      SENT_BACK  SENT_BACK   SENT_BACK   SENT_BACK   SENT_BACK        SENT_BACK     SENT_BACK         SENT_BACK         SENT_BACK     SENT_BACK         SENT_BACK
      APPROVED   NOT_A_DRAFT NOT_A_DRAFT NOT_A_DRAFT ALREADY_APPROVED =SENT_BACK    =PUBLISHED        =SCHEDULED        NOT_SCHEDULED NEVER_PUBLISHED   =RETIRED
      SCHEDULED  NOT_A_DRAFT NOT_A_DRAFT NOT_A_DRAFT ALREADY_APPROVED HAS_A_TIME    =PUBLISHED        =SCHEDULED        =APPROVED     NEVER_PUBLISHED   =RETIRED
      PUBLISHED  NOT_A_DRAFT NOT_A_DRAFT NOT_A_DRAFT ALREADY_APPROVED WAS_PUBLISHED ALREADY_PUBLISHED ALREADY_PUBLISHED NOT_SCHEDULED ALREADY_PUBLISHED =RETIRED
      REPLACED   NOT_A_DRAFT NOT_A_DRAFT NOT_A_DRAFT ALREADY_APPROVED WAS_PUBLISHED =PUBLISHED        =SCHEDULED        NOT_SCHEDULED =PUBLISHED        =RETIRED
      RETIRED    RETIRED     RETIRED     RETIRED     RETIRED          RETIRED       RETIRED           RETIRED           RETIRED       RETIRED           RETIRED
      DISCARDED  NO_DRAFT    NO_DRAFT    NO_DRAFT    NO_DRAFT         NO_DRAFT      NO_DRAFT          NO_DRAFT          NO_DRAFT      NO_DRAFT          NO_DRAFT
      """;

  @Test
  void everyActionInEveryStateLeadsSomewhereOrSaysWhyNot() {
    List<String> rows = new ArrayList<>(TABLE.lines().toList());
    String[] actions = rows.removeFirst().split(" +", -1);
    assertThat(rows).hasSize(TemplateState.values().length);
    assertThat(actions).hasSize(TemplateAction.values().length + 1);

    for (String row : rows) {
      String[] cells = row.split(" +", -1);
      TemplateState state = TemplateState.valueOf(cells[0]);
      for (int i = 1; i < cells.length; i++) {
        Next next = TemplateLifecycle.next(state, TemplateAction.valueOf(actions[i]));
        assertThat(words(next)).as("%s in %s", actions[i], state).isEqualTo(cells[i]);
      }
    }
  }

  @Test
  void whatIsInReviewOrRefusedReachesNoWorker() {
    for (TemplateState state : TemplateState.values()) {
      boolean approved =
          List.of("APPROVED", "SCHEDULED", "PUBLISHED", "REPLACED").contains(state.name());
      assertThat(state.isUsable()).as(state.name()).isEqualTo(approved);
    }
    assertThat(TemplateAction.SEND_BACK.id()).isEqualTo("send-back");
  }

  private static String words(Next next) {
    return switch (next) {
      case Next.To(TemplateState to) -> "=" + to;
      case Next.No(TransitionError why) -> why.name();
    };
  }
}
