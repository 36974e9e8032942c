package dev.notifier.worker.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jspecify.annotations.Nullable;

/**
 * A link on a jSMPP session. The library binds, composes and answers; submits are pipelined past
 * its blocking calls, and what comes by the thousand past its pool.
 */
final class SmppLink implements Link, PduReaderWithLimits.Sink {
  private static final int ESM_CLASS_UDHI = 0x40;
  private static final long UNBIND_TIMEOUT_MS = 2_000;
  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

  /** Answers owed to deliver_sm at once; the carrier's receipt window is far below. */
  private static final int OWED_ANSWERS_MAX = 20_000;

  private final LinkSettings settings;
  private final LinkListener listener;
  private final LongSupplier nanos;
  private final JsmppSession session;
  private final BlockingQueue<OwedAnswer> owed = new LinkedBlockingQueue<>(OWED_ANSWERS_MAX);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final AtomicBoolean toldClosed = new AtomicBoolean();
  private volatile long lastHeardNanos;

  private record OwedAnswer(int sequence, int commandStatus) {}

  private SmppLink(
      LinkSettings settings, LinkListener listener, LongSupplier nanos, BooleanSupplier mayWrite) {
    this.settings = settings;
    this.listener = listener;
    this.nanos = nanos;
    this.lastHeardNanos = nanos.getAsLong();
    this.session =
        new JsmppSession(
            new PduReaderWithLimits(this),
            (host, port) -> new SocketConnection(host, port, settings.connectTimeout(), mayWrite));
  }

  /**
   * Connects and binds as transceiver. Blocks up to both time-outs.
   *
   * @throws BindRefusedException when the centre said no
   * @throws LinkDownException when it could not be reached or said nothing
   */
  static Link bind(
      LinkSettings settings, LinkListener listener, LongSupplier nanos, BooleanSupplier mayWrite)
      throws LinkDownException, BindRefusedException {
    SmppLink link = new SmppLink(settings, listener, nanos, mayWrite);
    link.open();
    return link;
  }

  private void open() throws LinkDownException, BindRefusedException {
    session.addSessionStateListener((newState, oldState, source) -> {
      if (newState == SessionState.CLOSED) {
        tellClosed("the link was closed");
      }
    });
    try {
      session.connectAndBind(
          settings.host(),
          settings.port(),
          new BindParameter(
              BindType.BIND_TRX,
              settings.systemId(),
              settings.password(),
              settings.systemType(),
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              null),
          settings.bindTimeout().toMillis());
    } catch (IOException e) {
      toldClosed.set(true); // The caller hears it from the exception.
      gone.countDown();
      throw BindRefusedException.orDown(e);
    }
    Thread.ofPlatform().daemon().name("smpp-answers").start(this::writeOwedAnswers);
    Thread.ofPlatform().daemon().name("smpp-watch").start(this::watch);
  }

  @Override
  public int submit(SubmitSm submit) throws LinkDownException {
    try {
      session.output().cork();
      return session.send(submit, submit.userDataHeader() ? ESM_CLASS_UDHI : 0);
    } catch (IOException e) {
      abort();
      throw new LinkDownException("A submit_sm could not be written", e);
    }
  }

  @Override
  public void flush() throws LinkDownException {
    try {
      session.output().uncork();
    } catch (IOException e) {
      abort();
      throw new LinkDownException("Submissions could not be written", e);
    }
  }

  @Override
  public void unbind() {
    session.setTransactionTimer(UNBIND_TIMEOUT_MS);
    session.unbindAndClose();
    tellClosed("unbound");
  }

  @Override
  public void abort() {
    session.drop();
    tellClosed("the link was given up");
  }

  @Override
  public void heard() {
    lastHeardNanos = nanos.getAsLong();
  }

  @Override
  public void answered(int sequence, int commandStatus, @Nullable String messageId) {
    listener.answered(sequence, commandStatus, messageId, -1);
  }

  @Override
  public void delivered(DeliverSm message) {
    int sequence = message.sequence();
    listener.delivered(
        new Inbound(message, status -> owed.offer(new OwedAnswer(sequence, status))));
  }

  private void tellClosed(String reason) {
    gone.countDown();
    if (toldClosed.compareAndSet(false, true)) {
      listener.closed(reason);
    }
  }

  private void writeOwedAnswers() {
    try {
      while (gone.getCount() > 0) {
        OwedAnswer answer = owed.poll(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (answer != null) {
          session.answer(answer.sequence(), answer.commandStatus());
        }
      }
    } catch (IOException e) {
      abort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Enquires after silence and gives the link up after more of it; never writes itself. */
  private void watch() {
    try {
      long enquiredNanos = nanos.getAsLong();
      while (!gone.await(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = nanos.getAsLong();
        long silence = now - lastHeardNanos;
        if (silence > settings.deadAfter().toNanos()) {
          abort();
        } else if (silence > settings.enquireEvery().toNanos()
            && now - enquiredNanos > settings.enquireEvery().toNanos()) {
          enquiredNanos = now;
          Thread.ofPlatform().daemon().name("smpp-enquire").start(this::enquire);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void enquire() {
    try {
      session.enquire();
    } catch (IOException e) {
      abort();
    }
  }

  /** The library's session, opened up at its protected seams. */
  private static final class JsmppSession extends org.jsmpp.session.SMPPSession {
    private static final int QUEUE_CAPACITY = 1_000;

    JsmppSession(
        PduReaderWithLimits reader, org.jsmpp.session.connection.ConnectionFactory connections) {
      super(
          new org.jsmpp.SynchronizedPDUSender(
              new org.jsmpp.DefaultPDUSender(new org.jsmpp.util.DefaultComposer())),
          reader,
          connections);
      setPduProcessorDegree(1);
      setQueueCapacity(QUEUE_CAPACITY);
      // No read timeout: a PDU that comes in two pieces must not be cut. Silence has its own watch.
      setEnquireLinkTimer(0);
    }

    GuardedOutput output() {
      return (GuardedOutput) connection().getOutputStream();
    }

    int send(SubmitSm submit, int esmClass) throws IOException {
      int sequence = sequence().nextValue();
      try {
        pduSender()
            .sendSubmitSm(
                output(),
                sequence,
                "",
                TypeOfNumber.valueOf((byte) submit.source().ton()),
                NumberingPlanIndicator.valueOf((byte) submit.source().npi()),
                submit.source().address(),
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                submit.destination(),
                new ESMClass(esmClass),
                (byte) 0,
                (byte) 0,
                "",
                submit.validityPeriod(),
                new RegisteredDelivery(
                    submit.receiptWanted()
                        ? SMSCDeliveryReceipt.SUCCESS_FAILURE
                        : SMSCDeliveryReceipt.DEFAULT),
                (byte) 0,
                new RawDataCoding((byte) submit.dataCoding()),
                (byte) 0,
                submit.shortMessage());
      } catch (PDUStringException e) {
        throw new IllegalArgumentException("A field of a submit_sm is longer than SMPP allows", e);
      }
      return sequence;
    }

    void answer(int sequence, int commandStatus) throws IOException {
      pduSender().sendDeliverSmResp(output(), commandStatus, sequence, "");
      output().flush();
    }

    void enquire() throws IOException {
      pduSender().sendEnquireLink(output(), sequence().nextValue());
    }

    void drop() {
      try {
        if (connection() != null) {
          connection().close();
        }
      } catch (IOException e) {
        // Nothing is lost with a socket that cannot even be closed.
        return;
      }
    }
  }
}
