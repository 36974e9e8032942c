package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Reports failures of PostgreSQL as problems, by the class of their SQLSTATE (PostgreSQL, appendix
 * A): some are caused by the request, and repeating it does not help.
 */
public final class StoreAccess {
  private static final int MAX_CAUSES = 10;

  private StoreAccess() {}

  /**
   * Runs a query or a change.
   *
   * @throws ProblemException if PostgreSQL rejects a value, rejects the change because of another
   *     one, or is unavailable
   */
  public static <T> T call(Supplier<T> access) {
    try {
      return access.get();
    } catch (DataAccessException | TransactionException e) {
      throw new ProblemException(code(e));
    }
  }

  static ErrorCode code(Throwable failure) {
    String state = state(failure);
    if (state.equals("23505")) {
      return ErrorCode.CONFLICT;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      // Data exception, integrity constraint violation, program limit exceeded.
      case "22", "23", "54" -> ErrorCode.UNSTORABLE_VALUE;
      // Transaction rollback: a deadlock or a serialization failure.
      case "40" -> ErrorCode.CONFLICT;
      default -> ErrorCode.STORE_UNAVAILABLE;
    };
  }

  /** The SQLSTATE of the first cause that has one; empty if there is none. */
  private static String state(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
      cause = cause.getCause();
    }
    return "";
  }
}
