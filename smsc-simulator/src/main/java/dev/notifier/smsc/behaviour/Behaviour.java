package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.smsc.pdu.Alphabet;
import java.util.List;
import java.util.function.Consumer;

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
    if (systemId.length() > 15 || password.length() > 8) {
      throw new IllegalArgumentException(
          "systemId has at most 15 characters and password at most 8 (SMPP 3.4)");
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

  public Behaviour withFaults(Fault... selected) {
    return with(builder -> builder.faults = List.of(selected));
  }

  public Behaviour withResponseDelay(Delay delay) {
    return with(builder -> builder.responseDelay = delay);
  }

  public Behaviour withReceipts(ReceiptPolicy policy) {
    return with(builder -> builder.receipts = policy);
  }

  public Behaviour withAccount(String onlySystemId, String onlyPassword) {
    return with(builder -> {
      builder.systemId = onlySystemId;
      builder.password = onlyPassword;
    });
  }

  public Behaviour withIds(MessageIdFormat form, MessageIdDigits digits) {
    return with(builder -> {
      builder.ids = form;
      builder.idDigits = digits;
    });
  }

  public Behaviour withAlphabet(Alphabet defaultAlphabet) {
    return with(builder -> builder.alphabet = defaultAlphabet);
  }

  public Behaviour withLimits(SubmitLimits newLimits) {
    return with(builder -> builder.limits = newLimits);
  }

  public Behaviour withLink(LinkFaultPolicy policy) {
    return with(builder -> builder.link = policy);
  }

  public Behaviour withBinds(BindPolicy policy) {
    return with(builder -> builder.binds = policy);
  }

  private Behaviour with(Consumer<Builder> change) {
    Builder builder = new Builder(this);
    change.accept(builder);
    return builder.build();
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

  /** A mutable copy. */
  private static final class Builder {
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

    Builder(Behaviour from) {
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

    Behaviour build() {
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
