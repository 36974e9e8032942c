package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Reports an unavailable PostgreSQL as a problem. */
public final class StoreAccess {
  private StoreAccess() {}

  /**
   * Runs a query or a change.
   *
   * @throws ProblemException if PostgreSQL is unavailable
   */
  public static <T> T call(Supplier<T> access) {
    try {
      return access.get();
    } catch (DataAccessException | TransactionException e) {
      throw new ProblemException(ErrorCode.STORE_UNAVAILABLE);
    }
  }
}
