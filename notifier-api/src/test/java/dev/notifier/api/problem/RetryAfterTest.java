package dev.notifier.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;

class RetryAfterTest {
  @ParameterizedTest
  @EnumSource
  void everyProblemThatMayPassHasRetryAfter(ErrorCode code) {
    boolean passes = code.status() == 429 || code.status() == 503;

    Problem problem = Problem.of(code);

    assertThat(problem.hasRetryAfter()).isEqualTo(passes);
    assertThat(problem.toResponse().getHeaders().getFirst(HttpHeaders.RETRY_AFTER))
        .isEqualTo(passes ? Problem.RETRY_AFTER_SECONDS : null);
  }
}
