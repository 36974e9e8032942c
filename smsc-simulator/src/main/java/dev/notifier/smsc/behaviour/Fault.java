package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A fault for the destinations that {@code to} matches, a regular expression over the whole number
 * in the submit_sm. Sealed: a new kind of fault is a new record here and a new branch in {@link
 * BehaviourRules}. In JSON and YAML the property {@code fault} names the kind.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fault")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fault.Refuse.class, name = "refuse"),
  @JsonSubTypes.Type(value = Fault.Silence.class, name = "silence"),
  @JsonSubTypes.Type(value = Fault.Receipt.class, name = "receipt"),
  @JsonSubTypes.Type(value = Fault.Slow.class, name = "slow"),
  @JsonSubTypes.Type(value = Fault.Response.class, name = "response"),
  @JsonSubTypes.Type(value = Fault.Drop.class, name = "drop"),
  @JsonSubTypes.Type(value = Fault.HalfOpen.class, name = "half-open"),
  @JsonSubTypes.Type(value = Fault.Unbind.class, name = "unbind"),
  @JsonSubTypes.Type(value = Fault.Junk.class, name = "junk"),
})
public sealed interface Fault {
  int MAX_PATTERN_CHARS = 200;

  /** Returns the regular expression over destination numbers. */
  String to();

  /** Returns the probability, 0 (never) to 1 (always); missing = 1. */
  Double chance();

  /** Returns for how long the fault applies after the configuration took effect; 0 = always. */
  long forMs();

  /**
   * Refuses with {@code status} (a command_status, 1..0xFFFF) the first {@code firstAttempts}
   * submits to each number; 0 = all. With {@code again}, it does so after each submit that it let
   * pass.
   */
  record Refuse(
      String to,
      @JsonDeserialize(using = CommandStatusDeserializer.class) int status,
      int firstAttempts,
      boolean again,
      Double chance,
      long forMs)
      implements Fault {
    public Refuse {
      chance = check(to, chance, forMs);
      if (status < 1 || status > 0xFFFF) {
        throw new IllegalArgumentException(
            "status of a refuse fault must be a command_status of 1 to 65535");
      }
      if (firstAttempts < 0) {
        throw new IllegalArgumentException("firstAttempts must be 0 (all attempts) or more");
      }
    }

    public Refuse(String to, int status, int firstAttempts) {
      this(to, status, firstAttempts, /* again= */ false, 1.0, 0);
    }
  }

  /** Sends no response; the message is lost unless {@code accepted}. */
  record Silence(String to, boolean accepted, Double chance, long forMs) implements Fault {
    public Silence {
      chance = check(to, chance, forMs);
    }

    public Silence(String to) {
      this(to, false, 1.0, 0);
    }
  }

  /**
   * Accepts the message; its receipt reports {@code state} with {@code error} (three characters;
   * empty = the default of the state). A missing format or style is that of the {@link
   * ReceiptPolicy}.
   */
  record Receipt(
      String to,
      ReceiptState state,
      String error,
      ReceiptFlow flow,
      @Nullable ReceiptFormat format,
      @Nullable ReceiptStyle style,
      Double chance,
      long forMs)
      implements Fault {
    public Receipt {
      chance = check(to, chance, forMs);
      state = state == null ? ReceiptState.DELIVRD : state;
      flow = flow == null ? ReceiptFlow.DEFAULT : flow;
      error = error == null ? "" : error;
      if (!error.isEmpty() && error.length() != 3) {
        throw new IllegalArgumentException(
            "error of a receipt fault must have three characters or be left out");
      }
    }

    public Receipt(String to, ReceiptState state, String error) {
      this(to, state, error, ReceiptFlow.DEFAULT, null, null, 1.0, 0);
    }
  }

  /** Delays the response by {@code delay}; later faults decide the rest. */
  record Slow(String to, Delay delay, Double chance, long forMs) implements Fault {
    public Slow {
      chance = check(to, chance, forMs);
      delay = delay == null ? Delay.NONE : delay;
    }
  }

  /** Sends a response of this form if the message is accepted. */
  record Response(String to, ResponseForm form, Double chance, long forMs) implements Fault {
    public Response {
      chance = check(to, chance, forMs);
      form = form == null ? ResponseForm.NORMAL : form;
    }
  }

  /** Closes the link without a response; the message is lost unless {@code accepted}. */
  record Drop(String to, boolean accepted, Double chance, long forMs) implements Fault {
    public Drop {
      chance = check(to, chance, forMs);
    }
  }

  /** Stops reading and writing the link for {@code lastsMs}; 0 = until reset or drop. */
  record HalfOpen(String to, long lastsMs, Double chance, long forMs) implements Fault {
    public HalfOpen {
      chance = check(to, chance, forMs);
      Ranges.checkMs("lastsMs", lastsMs);
    }
  }

  /** Sends an unbind request. */
  record Unbind(String to, Double chance, long forMs) implements Fault {
    public Unbind {
      chance = check(to, chance, forMs);
    }
  }

  /** Sends an invalid PDU. */
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
          "\"to\" is not a valid regular expression: " + e.getDescription(), e);
    }
    Ranges.checkMs("forMs", forMs);
    return Ranges.chance(chance);
  }
}
