package dev.notifier.console.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.server.TestConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NavigationTest {
  private static final String PRESENT = "aria-current=\"page\"";

  @RegisterExtension private static final TestConsole console = new TestConsole();

  @ParameterizedTest
  @CsvSource({
    "new-key, ./keys",
    "new-tenant, ./tenants",
    "new-webhook, ./webhooks",
    "new-user, ./users",
    "routes, ./routes",
    "routes/viettel, ../routes",
    "messages/send, ../messages"
  })
  void theMenuShowsWhereAPageBelongs(String page, String entry) {
    assertThat(console.get(page).body())
        .containsOnlyOnce(PRESENT)
        .contains("<a href=\"" + entry + "\" " + PRESENT + ">");
  }

  @Test
  void anAccountBelongsToNoEntry() {
    assertThat(console.get("account").body()).doesNotContain(PRESENT);
  }
}
