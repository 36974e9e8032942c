package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.smsc.pdu.Alphabet;
import java.util.List;

/**
 * All that the message centre is told to do; a value, replaced as a whole at run time.
 *
 * @param systemId the only system_id let in; empty = any
 * @param password the only password let in; empty = any; written, never shown
 * @param responseDelay the wait before a submit_sm_resp
 * @param seed of all chance; the same seed gives the same draws in the same order
 * @param faults looked through in order, the first that decides ends it; at most 100
 * @param alphabet how texts of data_coding 0 are read
 */
public record Behaviour(
    String systemId,
    @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String password,
    Delay responseDelay,
    ReceiptPolicy receipts,
    long seed,
    List<Fault> faults,
    IdForm ids,
    IdDigits idDigits,
    Alphabet alphabet,
    Limits limits,
    LinkPolicy link,
    BindPolicy binds) {
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

  /** With plain ids, GSM-7, no limits, sound links and open to binds. */
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
        IdForm.PLAIN,
        IdDigits.NONE,
        Alphabet.GSM7,
        Limits.NONE,
        LinkPolicy.SOUND,
        BindPolicy.OPEN);
  }

  public Behaviour withFaults(Fault... some) {
    return new Behaviour(
        systemId,
        password,
        responseDelay,
        receipts,
        seed,
        List.of(some),
        ids,
        idDigits,
        alphabet,
        limits,
        link,
        binds);
  }

  public Behaviour withResponseDelay(Delay delay) {
    return new Behaviour(
        systemId, password, delay, receipts, seed, faults, ids, idDigits, alphabet, limits, link,
        binds);
  }

  public Behaviour withReceipts(ReceiptPolicy policy) {
    return new Behaviour(
        systemId,
        password,
        responseDelay,
        policy,
        seed,
        faults,
        ids,
        idDigits,
        alphabet,
        limits,
        link,
        binds);
  }

  public Behaviour withAccount(String onlySystemId, String onlyPassword) {
    return new Behaviour(
        onlySystemId,
        onlyPassword,
        responseDelay,
        receipts,
        seed,
        faults,
        ids,
        idDigits,
        alphabet,
        limits,
        link,
        binds);
  }

  public Behaviour withIds(IdForm form, IdDigits digits) {
    return new Behaviour(
        systemId,
        password,
        responseDelay,
        receipts,
        seed,
        faults,
        form,
        digits,
        alphabet,
        limits,
        link,
        binds);
  }

  public Behaviour withAlphabet(Alphabet ofDataCoding0) {
    return new Behaviour(
        systemId,
        password,
        responseDelay,
        receipts,
        seed,
        faults,
        ids,
        idDigits,
        ofDataCoding0,
        limits,
        link,
        binds);
  }

  public Behaviour withLimits(Limits some) {
    return new Behaviour(
        systemId,
        password,
        responseDelay,
        receipts,
        seed,
        faults,
        ids,
        idDigits,
        alphabet,
        some,
        link,
        binds);
  }

  public Behaviour withLink(LinkPolicy policy) {
    return new Behaviour(
        systemId,
        password,
        responseDelay,
        receipts,
        seed,
        faults,
        ids,
        idDigits,
        alphabet,
        limits,
        policy,
        binds);
  }

  public Behaviour withBinds(BindPolicy policy) {
    return new Behaviour(
        systemId,
        password,
        responseDelay,
        receipts,
        seed,
        faults,
        ids,
        idDigits,
        alphabet,
        limits,
        link,
        policy);
  }

  /** A message id as a submit_sm_resp tells it. */
  public String responseId(long messageId) {
    return ids.inResponse(messageId, idDigits.response());
  }

  /** A message id as a receipt tells it. */
  public String receiptId(long messageId) {
    return ids.inReceipt(messageId, idDigits.receipt());
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Behaviour[systemId=" + systemId + ", faults=" + faults.size() + "]";
  }
}
