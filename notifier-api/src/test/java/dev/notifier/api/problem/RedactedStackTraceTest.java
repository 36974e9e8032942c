package dev.notifier.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactedStackTraceTest {
  @Test
  void hasClassesAndFramesButNoMessages() {
    var failure =
        new IllegalStateException("+84912345678", new IllegalArgumentException("Lò Thị Mai"));

    String trace = RedactedStackTrace.of(failure);

    assertThat(trace)
        .contains("java.lang.IllegalStateException", "TraceTest", "caused by")
        .doesNotContain("+84912345678", "Mai");
  }
}
