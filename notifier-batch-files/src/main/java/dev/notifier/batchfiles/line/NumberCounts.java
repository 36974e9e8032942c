package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.numbers.MobileNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds numbers that occur often in a file. A number is its nine digits, so 4 bytes a line are
 * enough, 80 MiB for 10 million lines while they are sorted, and no two numbers are confused. Not
 * thread-safe.
 */
public final class NumberCounts {
  private static final int BLOCK = 65_536;
  private static final int E164_START = 3;

  private final List<int[]> blocks = new ArrayList<>();
  private int size;

  /**
   * Adds the number of a line.
   *
   * @throws IllegalStateException if a file cannot have so many lines
   */
  public void add(MobileNumber number) {
    if (size == FileLimits.MAX_LINES) {
      throw new IllegalStateException("more numbers than lines");
    }
    if (size % BLOCK == 0) {
      blocks.add(new int[BLOCK]);
    }
    blocks.getLast()[size % BLOCK] = digits(number);
    size++;
  }

  private static int digits(MobileNumber number) {
    return Integer.parseInt(number.e164(), E164_START, number.e164().length(), 10);
  }

  /** Returns the numbers that were added more than so many times. */
  public Frequent above(int times) {
    int[] sorted = new int[size];
    for (int i = 0; i < blocks.size(); i++) {
      int start = i * BLOCK;
      System.arraycopy(blocks.get(i), 0, sorted, start, Math.min(BLOCK, size - start));
    }
    Arrays.sort(sorted);
    // The frequent ones move to the front; there are fewer of them than there were lines.
    int[] counts = new int[size / (times + 1) + 1];
    int found = 0;
    int end;
    for (int start = 0; start < size; start = end) {
      end = start + 1;
      while (end < size && sorted[end] == sorted[start]) {
        end++;
      }
      if (end - start > times) {
        counts[found] = end - start;
        sorted[found] = sorted[start];
        found++;
      }
    }
    return new Frequent(Arrays.copyOf(sorted, found), Arrays.copyOf(counts, found));
  }

  /** Numbers that occur often. Thread-safe. */
  public static final class Frequent {
    private final int[] numbers;
    private final int[] counts;

    private Frequent(int[] numbers, int[] counts) {
      this.numbers = numbers;
      this.counts = counts;
    }

    /** How many different numbers there are. */
    public int size() {
      return numbers.length;
    }

    /** How many lines have one of them. */
    public long lines() {
      return Arrays.stream(counts).asLongStream().sum();
    }

    /** How many lines have this number; 0 if it is not frequent. */
    public int occurrences(MobileNumber number) {
      int index = Arrays.binarySearch(numbers, digits(number));
      return index < 0 ? 0 : counts[index];
    }
  }
}
