package dev.notifier.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.ErrorCode;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;

class StoreAccessTest {
  @ParameterizedTest
  @CsvSource({
    "22021, UNSTORABLE_VALUE", // A character that the encoding of the database lacks.
    "22P05, UNSTORABLE_VALUE", // NUL in jsonb.
    "22001, UNSTORABLE_VALUE",
    "22003, UNSTORABLE_VALUE",
    "22008, UNSTORABLE_VALUE",
    "23502, UNSTORABLE_VALUE",
    "23514, UNSTORABLE_VALUE",
    "23505, CONFLICT",
    "40001, CONFLICT",
    "40P01, CONFLICT",
    "54000, UNSTORABLE_VALUE",
    "08006, STORE_UNAVAILABLE",
    "53300, STORE_UNAVAILABLE",
    "57P01, STORE_UNAVAILABLE",
    "42P01, STORE_UNAVAILABLE",
    "'', STORE_UNAVAILABLE",
  })
  void theSqlStateDecidesWhoCanActOnIt(String state, ErrorCode code) {
    SQLException cause = new SQLException("hidden", state);

    assertThat(StoreAccess.code(new DataIntegrityViolationException("hidden", cause)))
        .isEqualTo(code);
  }

  @Test
  void withoutAnSqlStatePostgresIsUnavailable() {
    assertThat(StoreAccess.code(new CannotCreateTransactionException("hidden")))
        .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
  }
}
