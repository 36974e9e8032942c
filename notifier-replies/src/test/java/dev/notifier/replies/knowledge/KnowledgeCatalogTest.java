package dev.notifier.replies.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnowledgeCatalogTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

  private final KnowledgeCatalog catalog =
      new KnowledgeCatalog(KnowledgeCatalogTest::inherited, 20);

  private static List<String> inherited(String tenant) {
    return switch (tenant) {
      case "default" -> List.of();
      case "son-la~test" -> List.of("son-la", "default");
      default -> List.of("default");
    };
  }

  private static List<KnowledgeEntry> entry(String id, String question) {
    return List.of(
        new KnowledgeEntry(
            id, "vi", id, List.of(question), "BHXHVN: x", "x", List.of(), "office", null));
  }

  private String answer(String tenant, String text) {
    List<KnowledgeMatch> found = catalog.index(tenant).search("vi", text, TODAY, 1);
    return found.isEmpty() ? "none" : found.getFirst().entry().questions().getFirst();
  }

  @Test
  void aTenantUsesItsOwnEntriesAndInheritsTheOthers() {
    catalog.put("default", "card", entry("card", "thẻ hết hạn chưa"));
    catalog.put("default", "office", entry("office", "văn phòng ở đâu"));
    catalog.put("son-la", "office", entry("office", "văn phòng Sơn La ở đâu"));
    assertThat(answer("son-la", "văn phòng ở đâu")).isEqualTo("none");

    assertThat(catalog.refresh()).isTrue();
    assertThat(catalog.refresh()).isFalse();

    assertThat(answer("default", "văn phòng ở đâu")).isEqualTo("văn phòng ở đâu");
    assertThat(answer("lao-cai", "văn phòng ở đâu")).isEqualTo("văn phòng ở đâu");
    assertThat(answer("son-la", "văn phòng ở đâu")).isEqualTo("văn phòng Sơn La ở đâu");
    assertThat(answer("son-la~test", "văn phòng ở đâu")).isEqualTo("văn phòng Sơn La ở đâu");
    assertThat(answer("son-la", "thẻ hết hạn chưa")).isEqualTo("thẻ hết hạn chưa");
    assertThat(catalog.entry("son-la", "card", "vi")).isPresent();
    assertThat(catalog.entry("son-la", "card", "en")).isEmpty();

    catalog.remove("son-la", "office");
    catalog.refresh();
    assertThat(answer("son-la", "văn phòng ở đâu")).isEqualTo("văn phòng ở đâu");
  }

  @Test
  void aNationalChangeReachesTheTenantsWithEntries() {
    catalog.put("son-la", "office", entry("office", "văn phòng Sơn La ở đâu"));
    catalog.refresh();
    catalog.put("default", "card", entry("card", "thẻ hết hạn chưa"));
    catalog.refresh();

    assertThat(answer("son-la", "thẻ hết hạn chưa")).isEqualTo("thẻ hết hạn chưa");
  }

  @Test
  void whatHasNoRoomIsCountedAndStopsNoOthers() {
    for (int i = 0; i < 18; i++) {
      catalog.put("default", "e" + i, entry("e" + i, "câu hỏi " + i));
    }
    catalog.put("a-tenant", "own", entry("own", "riêng"));
    catalog.put("a-tenant~x", "own", entry("own", "riêng"));
    catalog.refresh();

    assertThat(catalog.size("default")).isEqualTo(18);
    assertThat(catalog.leftOut()).isEqualTo(38);
    assertThat(answer("a-tenant", "câu hỏi 3")).isEqualTo("câu hỏi 3");
  }
}
