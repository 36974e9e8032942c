package dev.notifier.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
  @Test
  void theFirstPageHasTheLimitOfTheDescription() {
    PageRequest first = PageRequest.of(null, null);

    assertThat(first.elementsToRead()).isEqualTo(PageRequest.DEFAULT_LIMIT + 1);
    assertThat(first.afterName()).isEmpty();
    assertThat(first.afterNumber(7)).isEqualTo(7);
    assertThat(first.afterId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "42", "0042", "1000"})
  void aLimitIsANumberInItsRange(String limit) {
    assertThat(PageRequest.of(null, limit).elementsToRead()).isEqualTo(Integer.parseInt(limit) + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "+1", "1.0", "", " 1", "x", "99999999999999999999"})
  void anotherLimitIsRejected(String limit) {
    assertThatThrownBy(() -> PageRequest.of(null, limit)).isInstanceOf(ProblemException.class);
  }

  @Test
  void aCursorIsTheKeyOfAnElement() {
    String id = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";

    assertThat(PageRequest.of("card.expiring", null).afterName()).isEqualTo("card.expiring");
    assertThat(PageRequest.of("41", null).afterNumber(0)).isEqualTo(41);
    assertThat(PageRequest.of(id, null).afterId()).isEqualTo(UUID.fromString(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a b", "a\u0000", "é", "a\n", "1-1-1-1-1\n"})
  void anotherCursorIsRejected(String after) {
    PageRequest request = PageRequest.of(after, null);

    assertThatThrownBy(request::afterName).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> request.afterNumber(0)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(request::afterId).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "9999999999999999999", "1-1-1-1-1"})
  void aCursorOfAnotherListIsRejected(String after) {
    PageRequest request = PageRequest.of(after, null);

    assertThatThrownBy(() -> request.afterNumber(0)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(request::afterId).isInstanceOf(ProblemException.class);
  }

  @Test
  void onlyAPageWithMoreBehindItHasANext() {
    PageRequest request = PageRequest.of(null, "2");

    assertThat(request.page(List.of(), Object::toString)).isEqualTo(new Page<>(List.of(), null));
    assertThat(request.page(List.of(3, 2), Object::toString))
        .isEqualTo(new Page<>(List.of(3, 2), null));
    assertThat(request.page(List.of(3, 2, 1), Object::toString))
        .isEqualTo(new Page<>(List.of(3, 2), "2"));
  }
}
