package dev.notifier.smsc.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * What faults add to the fate of a submit_sm, whatever its verdict.
 *
 * @param delayMs more wait before the answer, milliseconds
 * @param lastsMs how long a half-open link stays so, milliseconds; 0 = until reset or drop
 * @param junk a PDU sent besides, or null
 */
public record Effects(
    long delayMs, AnswerForm answer, LinkAct link, long lastsMs, @Nullable JunkForm junk) {
  public static final Effects NONE =
      new Effects(0, AnswerForm.USUAL, LinkAct.NOTHING, 0, /* junk= */ null);

  Effects slower(long ms) {
    return new Effects(delayMs + ms, answer, link, lastsMs, junk);
  }

  Effects answered(AnswerForm form) {
    return new Effects(delayMs, form, link, lastsMs, junk);
  }

  Effects with(LinkAct act, long forMs) {
    return new Effects(delayMs, answer, act, forMs, junk);
  }

  Effects with(JunkForm form) {
    return new Effects(delayMs, answer, link, lastsMs, form);
  }
}
