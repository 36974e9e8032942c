package dev.notifier.smsc.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Applies a {@link Behaviour}: compiled patterns, the seeded random generator, attempts so far, and
 * the rate limiter. Not thread-safe.
 */
public final class BehaviourRules {
  /** Returned by {@link #bindStatus} for a bind that gets no response. */
  public static final int NO_BIND_RESPONSE = -1;

  /**
   * Returned by {@link #bindStatus} for a bind whose response is that of {@link BindPolicy#raw}.
   */
  public static final int RAW_BIND_RESPONSE = -2;

  /** Maximum of numbers with counted attempts; the least recently used number is evicted. */
  static final int MAX_COUNTED_NUMBERS = 100_000;

  private record Rule(Pattern to, Fault fault, Map<String, Integer> attempts) {}

  private static final SubmitAction ACCEPT = new SubmitAction.Accept(ReceiptPlan.DEFAULT);
  private static final SubmitAction IGNORE = new SubmitAction.Ignore();
  private static final SubmitDecision ACCEPT_WITHOUT_FAULT =
      new SubmitDecision(ACCEPT, FaultEffects.NONE);

  private final Behaviour behaviour;
  private final long sinceMs;
  private final RandomGenerator random;
  private final RateLimiter rateLimiter;
  private final List<Rule> rules = new ArrayList<>();
  private long binds;

  /** Creates rules that take effect at {@code sinceMs} of the clock that callers use. */
  public BehaviourRules(Behaviour behaviour, long sinceMs) {
    this.behaviour = behaviour;
    this.sinceMs = sinceMs;
    this.random = new SplittableRandom(behaviour.seed());
    this.rateLimiter = new RateLimiter(behaviour.limits());
    for (Fault fault : behaviour.faults()) {
      rules.add(new Rule(Pattern.compile(fault.to()), fault, new LruMap<>(MAX_COUNTED_NUMBERS)));
    }
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  public RateLimiter rateLimiter() {
    return rateLimiter;
  }

  /** Decides about the next submit_sm to this destination and counts the attempt. */
  public SubmitDecision decide(String destination, long nowMs) {
    if (rules.isEmpty()) {
      return ACCEPT_WITHOUT_FAULT;
    }
    FaultEffects effects = FaultEffects.NONE;
    for (Rule rule : rules) {
      if (!applies(rule, destination, nowMs)) {
        continue;
      }
      effects = addEffects(effects, rule.fault());
      SubmitAction action = action(rule, destination);
      if (action != null) {
        return new SubmitDecision(action, effects);
      }
    }
    return new SubmitDecision(ACCEPT, effects);
  }

  /**
   * Returns the status of the next bind: 0 = accepted, {@link #NO_BIND_RESPONSE} or {@link
   * #RAW_BIND_RESPONSE}.
   */
  public int bindStatus(long nowMs) {
    BindPolicy policy = behaviour.binds();
    binds++;
    if (policy.acceptsAll()
        || !policy.appliesTo(binds, nowMs - sinceMs)
        || !occurs(policy.chance())) {
      return 0;
    }
    if (policy.silent()) {
      return NO_BIND_RESPONSE;
    }
    return policy.rawBytes().length > 0 ? RAW_BIND_RESPONSE : policy.status();
  }

  /** Draws the delay of the next submit_sm_resp. */
  public long nextResponseDelayMs() {
    return behaviour.responseDelay().next(random);
  }

  /** Draws the delay of a receipt; {@code override} replaces the delay of the policy. */
  public long nextReceiptDelayMs(@Nullable Delay override) {
    return (override == null ? behaviour.receipts().delay() : override).next(random);
  }

  private boolean applies(Rule rule, String destination, long nowMs) {
    Fault fault = rule.fault();
    return (fault.forMs() == 0 || nowMs - sinceMs < fault.forMs())
        && rule.to().matcher(destination).matches()
        && occurs(fault.chance());
  }

  private boolean occurs(double chance) {
    return chance >= 1 || random.nextDouble() < chance;
  }

  private FaultEffects addEffects(FaultEffects effects, Fault fault) {
    return switch (fault) {
      case Fault.Slow slow -> effects.withDelay(slow.delay().next(random));
      case Fault.Response response -> effects.withResponse(response.form());
      case Fault.Drop drop ->
          effects.withResponse(ResponseForm.NONE).withLink(LinkAction.DROP, /* forMs= */ 0);
      case Fault.HalfOpen halfOpen -> effects.withLink(LinkAction.HALF_OPEN, halfOpen.lastsMs());
      case Fault.Unbind unbind -> effects.withLink(LinkAction.UNBIND, /* forMs= */ 0);
      case Fault.Junk junk -> effects.withJunk(junk.form());
      case Fault.Silence silence when silence.accepted() -> effects.withResponse(ResponseForm.NONE);
      case Fault.Silence silence -> effects;
      case Fault.Refuse refuse -> effects;
      case Fault.Receipt receipt -> effects;
    };
  }

  /** Returns the action of a fault, or null when the next fault decides. */
  private static @Nullable SubmitAction action(Rule rule, String destination) {
    return switch (rule.fault()) {
      case Fault.Silence silence -> silence.accepted() ? null : IGNORE;
      case Fault.Drop drop -> drop.accepted() ? null : IGNORE;
      case Fault.Refuse refuse ->
          refuses(refuse, rule.attempts(), destination)
              ? new SubmitAction.Refuse(refuse.status(), ReceiptPlan.NONE)
              : null;
      case Fault.Receipt receipt -> receiptAction(receipt);
      case Fault.Slow slow -> null;
      case Fault.Response response -> null;
      case Fault.HalfOpen halfOpen -> null;
      case Fault.Unbind unbind -> null;
      case Fault.Junk junk -> null;
    };
  }

  private static boolean refuses(
      Fault.Refuse refuse, Map<String, Integer> attempts, String destination) {
    if (refuse.firstAttempts() == 0) {
      return true;
    }
    boolean refused = attempts.merge(destination, 1, Integer::sum) <= refuse.firstAttempts();
    if (!refused && refuse.again()) {
      attempts.remove(destination);
    }
    return refused;
  }

  private static SubmitAction receiptAction(Fault.Receipt fault) {
    String error = fault.error().isEmpty() ? fault.state().defaultError() : fault.error();
    ReceiptPlan plan =
        new ReceiptPlan(fault.state(), error, fault.flow(), fault.format(), fault.style());
    int status = fault.flow().status();
    return status == 0 ? new SubmitAction.Accept(plan) : new SubmitAction.Refuse(status, plan);
  }
}
