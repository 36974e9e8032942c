package dev.notifier.planning.schema;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates the size of a pattern whose quantifiers are written out, before anything compiles it: a
 * few characters such as {@code ((a{1000}){1000}){1000}} would exhaust the memory.
 */
final class QuantifierSize {
  private static final long MAX = 1_000_000_000;

  private final String pattern;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long size;
  private long last;
  private int position;

  private QuantifierSize(String pattern) {
    this.pattern = pattern;
  }

  /** Returns the number of characters and classes; of an invalid pattern, any number. */
  static long of(String pattern) {
    return new QuantifierSize(pattern).read();
  }

  private long read() {
    while (position < pattern.length()) {
      char c = pattern.charAt(position);
      switch (c) {
        case '(' -> {
          outer.push(size);
          size = 0;
          last = 0;
        }
        case ')' -> {
          last = size + 1;
          size = limited((outer.isEmpty() ? 0 : outer.pop()) + last);
        }
        case '[' -> {
          skipClass();
          add();
        }
        case '\\' -> {
          position++;
          add();
        }
        case '{' -> repeat(count());
        default -> add();
      }
      position++;
    }
    while (!outer.isEmpty()) {
      size = limited(size + outer.pop());
    }
    return size;
  }

  private void add() {
    last = 1;
    size = limited(size + 1);
  }

  /** Multiplies the last element; its first occurrence is counted already. */
  private void repeat(long times) {
    size = limited(size + limited(last * Math.max(0, times - 1)));
    last = limited(last * Math.max(1, times));
  }

  /** The largest number inside the braces that start here. */
  private long count() {
    long largest = 0;
    long number = 0;
    for (int i = position + 1; i < pattern.length() && pattern.charAt(i) != '}'; i++) {
      int digit = Character.digit(pattern.charAt(i), 10);
      number = digit < 0 ? 0 : Math.min(MAX, number * 10 + digit);
      largest = Math.max(largest, number);
    }
    return largest;
  }

  /** Moves to the end of a class; a bracket directly after its start belongs to it. */
  private void skipClass() {
    position++;
    if (position < pattern.length() && pattern.charAt(position) == '^') {
      position++;
    }
    if (position < pattern.length() && pattern.charAt(position) == ']') {
      position++;
    }
    while (position < pattern.length() && pattern.charAt(position) != ']') {
      position += pattern.charAt(position) == '\\' ? 2 : 1;
    }
  }

  private static long limited(long value) {
    return Math.min(MAX, value);
  }
}
