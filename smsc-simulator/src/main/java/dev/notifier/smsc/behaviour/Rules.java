package dev.notifier.smsc.behaviour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A {@link Behaviour} ready for use: patterns compiled, chance seeded, attempts counted. Not
 * thread-safe.
 */
public final class Rules {
  /** Numbers whose attempts are remembered; the one longest unseen is forgotten first. */
  static final int MAX_COUNTED_NUMBERS = 100_000;

  private record Rule(Pattern to, Fault fault, Map<String, Integer> attempts) {}

  private static final Verdict ACCEPT =
      new Verdict.Accept(ReceiptState.DELIVRD, ReceiptState.DELIVRD.usualError());
  private static final Verdict SILENCE = new Verdict.Silence();

  private final Behaviour behaviour;
  private final RandomGenerator random;
  private final List<Rule> rules = new ArrayList<>();

  public Rules(Behaviour behaviour) {
    this.behaviour = behaviour;
    this.random = new SplittableRandom(behaviour.seed());
    for (Fault fault : behaviour.faults()) {
      rules.add(new Rule(Pattern.compile(fault.to()), fault, new LastUsed()));
    }
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  /** The verdict over one more submit_sm to this destination; an attempt is counted. */
  public Verdict judge(String destination) {
    for (Rule rule : rules) {
      if (!rule.to().matcher(destination).matches()) {
        continue;
      }
      switch (rule.fault()) {
        case Fault.Silence silence -> {
          return SILENCE;
        }
        case Fault.Receipt receipt -> {
          String error = receipt.error().isEmpty() ? receipt.state().usualError() : receipt.error();
          return new Verdict.Accept(receipt.state(), error);
        }
        case Fault.Refuse refuse -> {
          if (refuse.firstAttempts() == 0
              || rule.attempts().merge(destination, 1, Integer::sum) <= refuse.firstAttempts()) {
            return new Verdict.Refuse(refuse.status());
          }
        }
      }
    }
    return ACCEPT;
  }

  public long nextResponseDelayMs() {
    return behaviour.responseDelay().next(random);
  }

  public long nextReceiptDelayMs() {
    return behaviour.receipts().delay().next(random);
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
