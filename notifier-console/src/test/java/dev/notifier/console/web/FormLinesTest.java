package dev.notifier.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormLinesTest {
  @Test
  void aTextAreaHasOneValueALine() {
    Form form = Form.parse("types=card.*%0D%0A%0D%0A+visit.recorded%2C+a.b+");
    assertThat(form.lines("types")).containsExactly("card.*", "visit.recorded", "a.b");
    assertThat(form.lines("other")).isEmpty();
  }
}
