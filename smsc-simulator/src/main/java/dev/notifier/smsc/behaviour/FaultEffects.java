package dev.notifier.smsc.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * Side effects of faults on the handling of a submit_sm; they do not depend on its action.
 *
 * @param delayMs additional delay of the response, milliseconds
 * @param halfOpenMs duration of a half-open link, milliseconds; 0 = until reset or drop
 * @param junk an invalid PDU that is sent in addition, or null
 */
public record FaultEffects(
    long delayMs, ResponseForm response, LinkAction link, long halfOpenMs, @Nullable JunkPdu junk) {
  public static final FaultEffects NONE =
      new FaultEffects(0, ResponseForm.NORMAL, LinkAction.NONE, 0, /* junk= */ null);

  FaultEffects withDelay(long ms) {
    return new FaultEffects(delayMs + ms, response, link, halfOpenMs, junk);
  }

  FaultEffects withResponse(ResponseForm form) {
    return new FaultEffects(delayMs, form, link, halfOpenMs, junk);
  }

  FaultEffects withLink(LinkAction action, long forMs) {
    return new FaultEffects(delayMs, response, action, forMs, junk);
  }

  FaultEffects withJunk(JunkPdu form) {
    return new FaultEffects(delayMs, response, link, halfOpenMs, form);
  }
}
