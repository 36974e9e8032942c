package dev.notifier.smsc.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * What faults add to the fate of a submit_sm, whatever its verdict.
 *
 * @param delayMs more wait before the answer, milliseconds
 * @param lastsMs how long a half-open link stays so, milliseconds; 0 = until reset or drop
 * @param junk a PDU sent besides, or null
 */
public record FaultEffects(
    long delayMs, ResponseForm answer, LinkAction link, long lastsMs, @Nullable JunkPdu junk) {
  public static final FaultEffects NONE =
      new FaultEffects(0, ResponseForm.USUAL, LinkAction.NOTHING, 0, /* junk= */ null);

  FaultEffects slower(long ms) {
    return new FaultEffects(delayMs + ms, answer, link, lastsMs, junk);
  }

  FaultEffects answered(ResponseForm form) {
    return new FaultEffects(delayMs, form, link, lastsMs, junk);
  }

  FaultEffects with(LinkAction act, long forMs) {
    return new FaultEffects(delayMs, answer, act, forMs, junk);
  }

  FaultEffects with(JunkPdu form) {
    return new FaultEffects(delayMs, answer, link, lastsMs, form);
  }
}
