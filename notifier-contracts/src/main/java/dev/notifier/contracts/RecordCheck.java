package dev.notifier.contracts;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects why a record cannot be used: its first missing or impossible value. Reports name the
 * field and never its value. Not thread-safe.
 */
public final class RecordCheck {
  private Decoded.@Nullable Problem problem;
  private String field = "";

  RecordCheck() {}

  /** Requires a value that JSON may omit. */
  public RecordCheck required(String name, @Nullable Object value) {
    if (problem == null && value == null) {
      problem = Decoded.Problem.INCOMPLETE;
      field = name;
    }
    return this;
  }

  /** Requires a condition of a value; it is not evaluated when an earlier value is missing. */
  public RecordCheck valid(String name, Condition condition) {
    if (problem == null && !condition.holds()) {
      problem = Decoded.Problem.WRONG_VALUE;
      field = name;
    }
    return this;
  }

  /** Checks each element of a list, which must be present and must not contain null. */
  public <T> RecordCheck each(String name, @Nullable List<T> values, Consumer<T> check) {
    required(name, values);
    if (values != null) {
      for (T value : values) {
        required(name, value);
        if (problem != null) {
          break;
        }
        check.accept(value);
      }
    }
    return this;
  }

  /** A condition on values that are present. */
  @FunctionalInterface
  public interface Condition {
    boolean holds();
  }

  /** What is wrong first, or null. */
  Decoded.@Nullable Problem problem() {
    return problem;
  }

  /** The field that is wrong. */
  String field() {
    return field;
  }
}
