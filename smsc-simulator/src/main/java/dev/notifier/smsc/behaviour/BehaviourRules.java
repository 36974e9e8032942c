package dev.notifier.smsc.behaviour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Behaviour} ready for use: patterns compiled, chance seeded, attempts counted, buckets
 * full. Not thread-safe.
 */
public final class BehaviourRules {
  /** Given by {@link #bindStatus} for a bind that gets no answer. */
  public static final int SILENT_BIND = -1;

  /** Ranges whose attempts are remembered; the one longest unseen is forgotten first. */
  static final int MAX_COUNTED_NUMBERS = 100_000;

  private record Rule(Pattern to, Fault fault, Map<String, Integer> attempts) {}

  private static final SubmitAction ACCEPT = new SubmitAction.Accept(ReceiptPlan.USUAL);
  private static final SubmitAction SILENCE = new SubmitAction.Silence();
  private static final SubmitDecision OBEDIENT = new SubmitDecision(ACCEPT, FaultEffects.NONE);

  private final Behaviour behaviour;
  private final long sinceMs;
  private final RandomGenerator random;
  private final RateLimiter throttle;
  private final List<Rule> rules = new ArrayList<>();
  private long binds;

  /** In force from {@code sinceMs} on, milliseconds of the clock that the calls tell. */
  public BehaviourRules(Behaviour behaviour, long sinceMs) {
    this.behaviour = behaviour;
    this.sinceMs = sinceMs;
    this.random = new SplittableRandom(behaviour.seed());
    this.throttle = new RateLimiter(behaviour.limits());
    for (Fault fault : behaviour.faults()) {
      rules.add(new Rule(Pattern.compile(fault.to()), fault, new LastUsed()));
    }
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  public RateLimiter throttle() {
    return throttle;
  }

  /** What becomes of one more submit_sm to this destination; an attempt is counted. */
  public SubmitDecision judge(String destination, long nowMs) {
    if (rules.isEmpty()) {
      return OBEDIENT;
    }
    FaultEffects effects = FaultEffects.NONE;
    for (Rule rule : rules) {
      if (!strikes(rule, destination, nowMs)) {
        continue;
      }
      effects = added(effects, rule.fault());
      SubmitAction verdict = decided(rule, destination);
      if (verdict != null) {
        return new SubmitDecision(verdict, effects);
      }
    }
    return new SubmitDecision(ACCEPT, effects);
  }

  /** The status for one more bind: 0 = welcome, {@link #SILENT_BIND} = no answer. */
  public int bindStatus(long nowMs) {
    BindPolicy policy = behaviour.binds();
    binds++;
    if (policy.isHarmless() || !policy.means(binds, nowMs - sinceMs) || !hits(policy.chance())) {
      return 0;
    }
    return policy.silent() ? SILENT_BIND : policy.status();
  }

  public long nextResponseDelayMs() {
    return behaviour.responseDelay().next(random);
  }

  /** The wait of a receipt; {@code instead} replaces that of the policy. */
  public long nextReceiptDelayMs(@Nullable Delay instead) {
    return (instead == null ? behaviour.receipts().delay() : instead).next(random);
  }

  private boolean strikes(Rule rule, String destination, long nowMs) {
    Fault fault = rule.fault();
    return (fault.forMs() == 0 || nowMs - sinceMs < fault.forMs())
        && rule.to().matcher(destination).matches()
        && hits(fault.chance());
  }

  private boolean hits(double chance) {
    return chance >= 1 || random.nextDouble() < chance;
  }

  /** What a fault adds without deciding. */
  private FaultEffects added(FaultEffects to, Fault fault) {
    return switch (fault) {
      case Fault.Slow slow -> to.slower(slow.delay().next(random));
      case Fault.Response answer -> to.answered(answer.form());
      case Fault.Drop drop -> to.answered(ResponseForm.NONE).with(LinkAction.DROP, 0);
      case Fault.HalfOpen half -> to.with(LinkAction.HALF_OPEN, half.lastsMs());
      case Fault.Unbind unbind -> to.with(LinkAction.UNBIND, 0);
      case Fault.Junk junk -> to.with(junk.form());
      case Fault.Silence silence when silence.taken() -> to.answered(ResponseForm.NONE);
      case Fault.Silence silence -> to;
      case Fault.Refuse refuse -> to;
      case Fault.Receipt receipt -> to;
    };
  }

  /** The verdict of a fault, or null when the next one is to decide. */
  private static @Nullable SubmitAction decided(Rule rule, String destination) {
    return switch (rule.fault()) {
      case Fault.Silence silence -> silence.taken() ? null : SILENCE;
      case Fault.Drop drop -> drop.taken() ? null : SILENCE;
      case Fault.Refuse refuse -> {
        boolean refused =
            refuse.firstAttempts() == 0
                || rule.attempts().merge(destination, 1, Integer::sum) <= refuse.firstAttempts();
        yield refused ? new SubmitAction.Refuse(refuse.status(), ReceiptPlan.NONE) : null;
      }
      case Fault.Receipt receipt -> ordered(receipt);
      case Fault.Slow slow -> null;
      case Fault.Response answer -> null;
      case Fault.HalfOpen half -> null;
      case Fault.Unbind unbind -> null;
      case Fault.Junk junk -> null;
    };
  }

  private static SubmitAction ordered(Fault.Receipt fault) {
    String error = fault.error().isEmpty() ? fault.state().usualError() : fault.error();
    ReceiptPlan order =
        new ReceiptPlan(fault.state(), error, fault.flow(), fault.format(), fault.wording());
    int status = fault.flow().status();
    return status == 0 ? new SubmitAction.Accept(order) : new SubmitAction.Refuse(status, order);
  }

  @SuppressWarnings("serial")
  private static final class LastUsed extends LinkedHashMap<String, Integer> {
    LastUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > MAX_COUNTED_NUMBERS;
    }
  }
}
