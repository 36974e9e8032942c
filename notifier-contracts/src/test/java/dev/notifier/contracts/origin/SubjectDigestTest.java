package dev.notifier.contracts.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubjectDigestTest {
  private static final SubjectDigest DIGEST = SubjectDigest.of("a key of 16 bytes or more");

  @Test
  void isTheSameInAllPrograms() {
    assertThat(DIGEST.of("default", "case/1"))
        .isEqualTo(SubjectDigest.of("a key of 16 bytes or more").of("default", "case/1"));
  }

  @Test
  void differsByKeyTenantAndSubject() {
    assertThat(
            Stream.of(
                DIGEST.of("default", "case/1"),
                DIGEST.of("default", "case/2"),
                DIGEST.of("defaul", "tcase/1"),
                DIGEST.of("son-la", "case/1"),
                SubjectDigest.of("another key of 16 bytes").of("default", "case/1")))
        .doesNotHaveDuplicates();
  }

  @Test
  void anEventWithoutSubjectHasNone() {
    assertThat(DIGEST.of("default", null)).isNull();
  }
}
