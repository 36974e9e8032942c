package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list a caller wants; all lists have pages in this form. A page starts after the
 * key of an element, so elements that others add or remove neither repeat nor hide the rest.
 */
public final class PageRequest {
  static final int MAX_LIMIT = 1_000;

  /** The limit if the caller sends none. */
  static final int DEFAULT_LIMIT = 100;

  /** The names of routes, carriers and event types and the ids of templates have this form. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,100}");

  private static final Pattern USER = Pattern.compile("[a-z0-9][a-z0-9._-]{1,39}");

  /** Callers choose the names of groups. */
  private static final Pattern GROUP = Pattern.compile("\\P{Cntrl}{1,64}");

  private static final Pattern LIMIT = Pattern.compile("[0-9]{1,4}");

  /** At most 18 digits, so that it is a long. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private final @Nullable String after;
  private final int limit;

  private PageRequest(@Nullable String after, int limit) {
    this.after = after;
    this.limit = limit;
  }

  /**
   * A page of a list.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  public record Page<T>(List<T> elements, @Nullable String next) {
    /** The page with other elements. */
    public <R> Page<R> map(Function<T, R> conversion) {
      return new Page<>(elements.stream().map(conversion).toList(), next);
    }
  }

  /**
   * Reads the parameters {@code after} and {@code limit}.
   *
   * @param after {@code next} of the page before; null for the first page
   * @param limit the most elements of the page, 1 to {@value #MAX_LIMIT}; null for {@value
   *     #DEFAULT_LIMIT}
   * @throws ProblemException if the limit is not a number in its range
   */
  public static PageRequest of(@Nullable String after, @Nullable String limit) {
    int most = limit == null ? DEFAULT_LIMIT : parseLimit(limit);
    if (most < 1 || most > MAX_LIMIT) {
      throw invalid("limit is invalid. Send a number from 1 to " + MAX_LIMIT + ".");
    }
    return new PageRequest(after, most);
  }

  /** Returns 0 for what is no number. */
  private static int parseLimit(String limit) {
    return LIMIT.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
  }

  /**
   * The last name of the page before; empty for the first page.
   *
   * @throws ProblemException if it cannot be a name
   */
  public String afterName() {
    return after == null ? "" : checked(after, NAME);
  }

  /**
   * The last name of a user of the page before; empty for the first page.
   *
   * @throws ProblemException if it cannot be a name
   */
  public String afterUser() {
    return after == null ? "" : checked(after, USER);
  }

  /**
   * The last name of a group of the page before; empty for the first page.
   *
   * @throws ProblemException if it cannot be a name
   */
  public String afterGroup() {
    return after == null ? "" : checked(after, GROUP);
  }

  /**
   * The last number of the page before.
   *
   * @param first the number after which the first page begins
   * @throws ProblemException if it is not a number
   */
  public long afterNumber(long first) {
    return after == null ? first : Long.parseLong(checked(after, NUMBER));
  }

  /**
   * The last id of the page before; null for the first page.
   *
   * @throws ProblemException if it is not a UUID
   */
  public @Nullable UUID afterId() {
    return after == null ? null : UUID.fromString(checked(after, ID));
  }

  /** How many elements to read: one more than the limit shows whether there is another page. */
  public int elementsToRead() {
    return limit + 1;
  }

  /**
   * The page with the elements that were read.
   *
   * @param read up to {@link #elementsToRead()} elements after the page before
   * @param key the key of an element
   */
  public <T> Page<T> page(List<T> read, Function<T, ?> key) {
    if (read.size() <= limit) {
      return new Page<>(read, null);
    }
    List<T> elements = List.copyOf(read.subList(0, limit));
    return new Page<>(elements, key.apply(elements.getLast()).toString());
  }

  private static String checked(String after, Pattern form) {
    if (!form.matcher(after).matches()) {
      throw invalid("after is invalid. Send the value of next in the previous page.");
    }
    return after;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}
