package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.smsc.pdu.Alphabet;
import java.util.List;

/**
 * The complete configuration of how the SMSC behaves. Immutable; it is replaced as a whole at run
 * time.
 *
 * @param systemId the only system_id that may bind; empty = any
 * @param password the only password that may bind; empty = any; it can be set but is never shown
 * @param responseDelay delay of a submit_sm_resp
 * @param seed seed of all random decisions; the same seed gives the same sequence
 * @param faults applied in order until one decides; at most 100
 * @param ids format of message ids
 * @param alphabet alphabet of data_coding 0
 */
public record Behaviour(
    String systemId,
    @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String password,
    Delay responseDelay,
    ReceiptPolicy receipts,
    long seed,
    List<Fault> faults,
    MessageIdFormat ids,
    MessageIdDigits idDigits,
    Alphabet alphabet,
    SubmitLimits limits,
    LinkFaultPolicy link,
    BindPolicy binds) {
  private static final int MAX_FAULTS = 100;

  /**
   * Accepts every bind and every submit, responds at once, and sends a receipt after half a second.
   */
  public static final Behaviour OBEDIENT =
      new Behaviour("", "", Delay.NONE, ReceiptPolicy.DEFAULT, 1, List.of());

  public Behaviour {
    faults = List.copyOf(faults);
    if (faults.size() > MAX_FAULTS) {
      throw new IllegalArgumentException(
          "faults: at most " + MAX_FAULTS + " are allowed; join patterns with |");
    }
    if (systemId.length() > 64 || password.length() > 64) {
      throw new IllegalArgumentException("systemId and password have at most 64 characters");
    }
  }

  /** Creates a behaviour with plain ids, GSM-7, no limits, and no faults of links or binds. */
  public Behaviour(
      String systemId,
      String password,
      Delay responseDelay,
      ReceiptPolicy receipts,
      long seed,
      List<Fault> faults) {
    this(
        systemId,
        password,
        responseDelay,
        receipts,
        seed,
        faults,
        MessageIdFormat.PLAIN,
        MessageIdDigits.NONE,
        Alphabet.GSM7,
        SubmitLimits.NONE,
        LinkFaultPolicy.NONE,
        BindPolicy.ACCEPT_ALL);
  }

  public Behaviour withFaults(Fault... newFaults) {
    return copy(systemId, password, responseDelay, receipts, List.of(newFaults), limits);
  }

  public Behaviour withResponseDelay(Delay newDelay) {
    return copy(systemId, password, newDelay, receipts, faults, limits);
  }

  public Behaviour withReceipts(ReceiptPolicy newReceipts) {
    return copy(systemId, password, responseDelay, newReceipts, faults, limits);
  }

  public Behaviour withAccount(String newSystemId, String newPassword) {
    return copy(newSystemId, newPassword, responseDelay, receipts, faults, limits);
  }

  public Behaviour withLimits(SubmitLimits newLimits) {
    return copy(systemId, password, responseDelay, receipts, faults, newLimits);
  }

  private Behaviour copy(
      String newSystemId,
      String newPassword,
      Delay newDelay,
      ReceiptPolicy newReceipts,
      List<Fault> newFaults,
      SubmitLimits newLimits) {
    return new Behaviour(
        newSystemId,
        newPassword,
        newDelay,
        newReceipts,
        seed,
        newFaults,
        ids,
        idDigits,
        alphabet,
        newLimits,
        link,
        binds);
  }

  /** Formats a message id for a submit_sm_resp. */
  public String responseId(long messageId) {
    return ids.inResponse(messageId, idDigits.response());
  }

  /** Formats a message id for a receipt. */
  public String receiptId(long messageId) {
    return ids.inReceipt(messageId, idDigits.receipt());
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "Behaviour[systemId=" + systemId + ", faults=" + faults.size() + "]";
  }
}
