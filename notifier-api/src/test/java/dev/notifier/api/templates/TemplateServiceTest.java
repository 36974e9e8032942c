package dev.notifier.api.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.templates.TransitionError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplateServiceTest {
  @ParameterizedTest
  @EnumSource
  void everyErrorOfTheStoreHasACode(TransitionError error) {
    assertThat(TemplateService.code(error).name()).isEqualTo(error.name());
  }
}
