package dev.notifier.smsc.behaviour;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One way to misbehave towards the destinations that {@code to} matches (a regular expression over
 * the whole number, as it stands in the submit_sm). A closed type: a new kind of fault is a new
 * record here and a new branch in {@link Rules}. In JSON and YAML the property {@code fault} names
 * the kind.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fault")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fault.Refuse.class, name = "refuse"),
  @JsonSubTypes.Type(value = Fault.Silence.class, name = "silence"),
  @JsonSubTypes.Type(value = Fault.Receipt.class, name = "receipt"),
})
public sealed interface Fault {
  int MAX_PATTERN_CHARS = 200;

  /** The destinations meant. */
  String to();

  /**
   * Answers with {@code status} (a command_status, 1..0xFFFF), for the first {@code firstAttempts}
   * submits to each number; 0 = always.
   */
  record Refuse(
      String to, @JsonDeserialize(using = StatusNumber.class) int status, int firstAttempts)
      implements Fault {
    public Refuse {
      check(to);
      if (status < 1 || status > 0xFFFF) {
        throw new IllegalArgumentException(
            "status of a refuse fault must be a command_status from 1 to 65535");
      }
      if (firstAttempts < 0) {
        throw new IllegalArgumentException("firstAttempts must be 0 (always) or more");
      }
    }
  }

  /** Takes nothing and answers nothing. */
  record Silence(String to) implements Fault {
    public Silence {
      check(to);
    }
  }

  /**
   * Accepts, and the receipt tells {@code state} with {@code error} (three characters; empty = the
   * usual of the state).
   */
  record Receipt(String to, ReceiptState state, String error) implements Fault {
    public Receipt {
      check(to);
      error = error == null ? "" : error;
      if (!error.isEmpty() && error.length() != 3) {
        throw new IllegalArgumentException(
            "error of a receipt fault must have three characters, or leave it out");
      }
    }
  }

  private static void check(String to) {
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
  }
}
