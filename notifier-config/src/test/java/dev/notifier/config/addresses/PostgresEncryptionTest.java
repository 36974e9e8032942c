package dev.notifier.config.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresEncryptionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db:5432/notifier",
        "jdbc:postgresql://db/notifier?sslmode=prefer",
        "jdbc:postgresql://db?user=a&sslmode=disable",
        "jdbc:postgresql://10.0.0.5/notifier?sslmode=allow&user=a",
        "jdbc:postgresql://localhost,db2:5432/notifier",
        "jdbc:postgresql://[2001:db8::1]:5432/notifier",
        "jdbc:postgresql://localhost.example.org/notifier",
        "jdbc:postgresql://db/notifier?ssl=false",
        "jdbc:postgresql://db/notifier?ssl=true&sslmode=disable"
      })
  void anotherMachineWithoutEncryptionIsAWarning(String url) {
    assertThat(PostgresEncryption.warning(url))
        .hasValueSatisfying(
            warning -> assertThat(warning).contains("sslmode=verify-full").doesNotContain("db2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jdbc:postgresql:notifier",
        "jdbc:postgresql:///notifier",
        "jdbc:postgresql://localhost:5432/notifier",
        "jdbc:postgresql://127.0.0.1:15432/notifier?user=a",
        "jdbc:postgresql://[::1]/notifier",
        "jdbc:postgresql://db/notifier?sslmode=verify-full&sslrootcert=/a.pem",
        "jdbc:postgresql://db/notifier?user=a&sslmode=require",
        "jdbc:postgresql://db/notifier?ssl=true"
      })
  void thisMachineAndEncryptionAreNone(String url) {
    assertThat(PostgresEncryption.warning(url)).isEmpty();
  }
}
