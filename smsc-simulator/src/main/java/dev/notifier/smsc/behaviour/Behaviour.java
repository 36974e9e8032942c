package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * All that the message centre is told to do; a value, replaced as a whole at run time.
 *
 * @param systemId the only system_id let in; empty = any
 * @param password the only password let in; empty = any; written, never shown
 * @param responseDelay the wait before a submit_sm_resp
 * @param seed of the chance in the delays; the same seed gives the same spread
 * @param faults looked through in order, the first that matches decides; at most 100
 */
public record Behaviour(
    String systemId,
    @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String password,
    Delay responseDelay,
    ReceiptPolicy receipts,
    long seed,
    List<Fault> faults) {
  private static final int MAX_FAULTS = 100;

  /** Lets everybody in, answers at once, delivers everything, receipts after half a second. */
  public static final Behaviour OBEDIENT =
      new Behaviour("", "", Delay.NONE, ReceiptPolicy.USUAL, 1, List.of());

  public Behaviour {
    faults = List.copyOf(faults);
    if (faults.size() > MAX_FAULTS) {
      throw new IllegalArgumentException("at most " + MAX_FAULTS + " faults: join patterns with |");
    }
    if (systemId.length() > 15 || password.length() > 8) {
      throw new IllegalArgumentException(
          "systemId takes at most 15 characters, password at most 8 (SMPP 3.4)");
    }
  }

  public Behaviour withFaults(Fault... some) {
    return new Behaviour(systemId, password, responseDelay, receipts, seed, List.of(some));
  }

  public Behaviour withResponseDelay(Delay delay) {
    return new Behaviour(systemId, password, delay, receipts, seed, faults);
  }

  public Behaviour withReceipts(ReceiptPolicy policy) {
    return new Behaviour(systemId, password, responseDelay, policy, seed, faults);
  }

  public Behaviour withAccount(String onlySystemId, String onlyPassword) {
    return new Behaviour(onlySystemId, onlyPassword, responseDelay, receipts, seed, faults);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Behaviour[systemId=" + systemId + ", faults=" + faults.size() + "]";
  }
}
