package dev.notifier.local.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkMessageTest {
  private static final UsersClient.Link LINK =
      new UsersClient.Link("admin", "nl_secret", Instant.parse("2026-12-01T01:30:00Z"));

  @Test
  void saysWhereTheLinkIsTyped() {
    assertThat(LinkMessage.of(LINK, Optional.of("http://localhost:8080/console/")))
        .contains("admin", "nl_secret", "until 08:30")
        .endsWith("open http://localhost:8080/console/link and paste the link there\n");
    assertThat(LinkMessage.of(LINK, Optional.empty())).contains("nl_secret").doesNotContain("open");
  }

  @Test
  void aLogHasNoLink() {
    assertThat(LinkMessage.without(LINK)).contains("admin").doesNotContain("nl_secret");
  }
}
