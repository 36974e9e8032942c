package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One way to misbehave towards the destinations that {@code to} matches (a regular expression over
 * the whole number, as it stands in the submit_sm). A closed type: a new kind of fault is a new
 * record here and a new branch in {@link BehaviourRules}. In JSON and YAML the property {@code
 * fault} names the kind.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fault")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fault.Refuse.class, name = "refuse"),
  @JsonSubTypes.Type(value = Fault.Silence.class, name = "silence"),
  @JsonSubTypes.Type(value = Fault.Receipt.class, name = "receipt"),
  @JsonSubTypes.Type(value = Fault.Slow.class, name = "slow"),
  @JsonSubTypes.Type(value = Fault.Response.class, name = "answer"),
  @JsonSubTypes.Type(value = Fault.Drop.class, name = "drop"),
  @JsonSubTypes.Type(value = Fault.HalfOpen.class, name = "half-open"),
  @JsonSubTypes.Type(value = Fault.Unbind.class, name = "unbind"),
  @JsonSubTypes.Type(value = Fault.Junk.class, name = "junk"),
})
public sealed interface Fault {
  int MAX_PATTERN_CHARS = 200;

  /** The destinations meant. */
  String to();

  /** How often it strikes, 0 (never) to 1 (always); left out = 1. */
  Double chance();

  /** How long it is in force from when the configuration took effect; 0 = always. */
  long forMs();

  /**
   * Answers with {@code status} (a command_status, 1..0xFFFF), for the first {@code firstAttempts}
   * submits to each number; 0 = always.
   */
  record Refuse(
      String to,
      @JsonDeserialize(using = CommandStatusDeserializer.class) int status,
      int firstAttempts,
      Double chance,
      long forMs)
      implements Fault {
    public Refuse {
      chance = check(to, chance, forMs);
      if (status < 1 || status > 0xFFFF) {
        throw new IllegalArgumentException(
            "status of a refuse fault must be a command_status from 1 to 65535");
      }
      if (firstAttempts < 0) {
        throw new IllegalArgumentException("firstAttempts must be 0 (always) or more");
      }
    }

    public Refuse(String to, int status, int firstAttempts) {
      this(to, status, firstAttempts, 1.0, 0);
    }
  }

  /** Answers nothing, and takes nothing unless {@code taken}. */
  record Silence(String to, boolean taken, Double chance, long forMs) implements Fault {
    public Silence {
      chance = check(to, chance, forMs);
    }

    public Silence(String to) {
      this(to, false, 1.0, 0);
    }
  }

  /**
   * Accepts, and the receipt tells {@code state} with {@code error} (three characters; empty = the
   * usual of the state); format and wording are those of the policy when left out.
   */
  record Receipt(
      String to,
      ReceiptState state,
      String error,
      ReceiptFlow flow,
      @Nullable ReceiptFormat format,
      @Nullable ReceiptStyle wording,
      Double chance,
      long forMs)
      implements Fault {
    public Receipt {
      chance = check(to, chance, forMs);
      state = state == null ? ReceiptState.DELIVRD : state;
      flow = flow == null ? ReceiptFlow.USUAL : flow;
      error = error == null ? "" : error;
      if (!error.isEmpty() && error.length() != 3) {
        throw new IllegalArgumentException(
            "error of a receipt fault must have three characters, or leave it out");
      }
    }

    public Receipt(String to, ReceiptState state, String error) {
      this(to, state, error, ReceiptFlow.USUAL, null, null, 1.0, 0);
    }

    /** The same by another flow. */
    public Receipt withFlow(ReceiptFlow other) {
      return new Receipt(to, state, error, other, format, wording, chance, forMs);
    }
  }

  /** Answers later, by {@code delay} more; what else happens the other faults decide. */
  record Slow(String to, Delay delay, Double chance, long forMs) implements Fault {
    public Slow {
      chance = check(to, chance, forMs);
      delay = delay == null ? Delay.NONE : delay;
    }
  }

  /** When the message is taken, the answer has this form. */
  record Response(String to, ResponseForm form, Double chance, long forMs) implements Fault {
    public Response {
      chance = check(to, chance, forMs);
      form = form == null ? ResponseForm.USUAL : form;
    }
  }

  /** Closes the link without an answer; the message is lost unless {@code taken}. */
  record Drop(String to, boolean taken, Double chance, long forMs) implements Fault {
    public Drop {
      chance = check(to, chance, forMs);
    }
  }

  /** Neither reads nor writes the link for {@code lastsMs}; 0 = until reset or drop. */
  record HalfOpen(String to, long lastsMs, Double chance, long forMs) implements Fault {
    public HalfOpen {
      chance = check(to, chance, forMs);
      Ranges.checkMs("lastsMs", lastsMs);
    }
  }

  /** Asks to unbind. */
  record Unbind(String to, Double chance, long forMs) implements Fault {
    public Unbind {
      chance = check(to, chance, forMs);
    }
  }

  /** Sends a PDU that no client should get. */
  record Junk(String to, JunkPdu form, Double chance, long forMs) implements Fault {
    public Junk {
      chance = check(to, chance, forMs);
      form = form == null ? JunkPdu.UNKNOWN_COMMAND : form;
    }
  }

  private static Double check(String to, Double chance, long forMs) {
    if (to == null || to.isEmpty() || to.length() > MAX_PATTERN_CHARS) {
      throw new IllegalArgumentException(
          "every fault needs \"to\", a regular expression of 1 to 200 characters");
    }
    try {
      Pattern.compile(to);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"to\" is not a regular expression: " + e.getDescription(), e);
    }
    Ranges.checkMs("forMs", forMs);
    return Ranges.chance(chance);
  }
}
