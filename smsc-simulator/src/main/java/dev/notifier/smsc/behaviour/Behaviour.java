package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.smsc.pdu.Alphabet;
import java.util.List;
import java.util.function.Consumer;

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
    MessageIdFormat ids,
    MessageIdDigits idDigits,
    Alphabet alphabet,
    SubmitLimits limits,
    LinkFaultPolicy link,
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
        MessageIdFormat.PLAIN,
        MessageIdDigits.NONE,
        Alphabet.GSM7,
        SubmitLimits.NONE,
        LinkFaultPolicy.SOUND,
        BindPolicy.OPEN);
  }

  public Behaviour withFaults(Fault... some) {
    return with(draft -> draft.faults = List.of(some));
  }

  public Behaviour withResponseDelay(Delay delay) {
    return with(draft -> draft.responseDelay = delay);
  }

  public Behaviour withReceipts(ReceiptPolicy policy) {
    return with(draft -> draft.receipts = policy);
  }

  public Behaviour withAccount(String onlySystemId, String onlyPassword) {
    return with(draft -> {
      draft.systemId = onlySystemId;
      draft.password = onlyPassword;
    });
  }

  public Behaviour withIds(MessageIdFormat form, MessageIdDigits digits) {
    return with(draft -> {
      draft.ids = form;
      draft.idDigits = digits;
    });
  }

  public Behaviour withAlphabet(Alphabet ofDataCoding0) {
    return with(draft -> draft.alphabet = ofDataCoding0);
  }

  public Behaviour withLimits(SubmitLimits some) {
    return with(draft -> draft.limits = some);
  }

  public Behaviour withLink(LinkFaultPolicy policy) {
    return with(draft -> draft.link = policy);
  }

  public Behaviour withBinds(BindPolicy policy) {
    return with(draft -> draft.binds = policy);
  }

  private Behaviour with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
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

  /** A copy while it is being changed. */
  private static final class Draft {
    private String systemId;
    private String password;
    private Delay responseDelay;
    private ReceiptPolicy receipts;
    private final long seed;
    private List<Fault> faults;
    private MessageIdFormat ids;
    private MessageIdDigits idDigits;
    private Alphabet alphabet;
    private SubmitLimits limits;
    private LinkFaultPolicy link;
    private BindPolicy binds;

    Draft(Behaviour from) {
      systemId = from.systemId();
      password = from.password();
      responseDelay = from.responseDelay();
      receipts = from.receipts();
      seed = from.seed();
      faults = from.faults();
      ids = from.ids();
      idDigits = from.idDigits();
      alphabet = from.alphabet();
      limits = from.limits();
      link = from.link();
      binds = from.binds();
    }

    Behaviour finished() {
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
          binds);
    }
  }
}
