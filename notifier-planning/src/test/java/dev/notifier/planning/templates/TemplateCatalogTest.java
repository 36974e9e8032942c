package dev.notifier.planning.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.templates.Renderer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which tenant's template a message gets. */
class TemplateCatalogTest {
  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  private static final String ID = "card-expiring";

  private final Map<Renderer, String> keys = new HashMap<>();
  private final List<String> unusable = new ArrayList<>();
  private final TemplateVersions versions = new TemplateVersions(this::compile, unusable::add);

  private Optional<Renderer> compile(TemplateRecord record) {
    if (record.source().containsKey("broken")) {
      return Optional.empty();
    }
    Renderer renderer =
        _ -> {
          throw new AssertionError(record.key());
        };
    keys.put(renderer, record.key());
    return Optional.of(renderer);
  }

  @Test
  void aTenantUsesItsOwnPublishedTemplateOrElseTheNationalOne() {
    publish("card-expiring", 3);
    publish("son-la/card-expiring", 1);

    assertThat(used("default")).isEqualTo("card-expiring/3");
    assertThat(used("son-la")).isEqualTo("son-la/card-expiring/1");
    assertThat(used("lao-cai")).isEqualTo("card-expiring/3");
  }

  @Test
  void aTestTenantUsesItsOwnThenThatOfItsTenantThenTheNationalOne() {
    publish("card-expiring", 3);
    publish("son-la/card-expiring", 1);

    assertThat(used("son-la~test")).isEqualTo("son-la/card-expiring/1");
    assertThat(used("lao-cai~test")).isEqualTo("card-expiring/3");
    assertThat(used("default~test")).isEqualTo("card-expiring/3");

    publish("son-la~test/card-expiring", 7);

    assertThat(used("son-la~test")).isEqualTo("son-la~test/card-expiring/7");
    assertThat(used("son-la")).isEqualTo("son-la/card-expiring/1");
  }

  @Test
  void theNationalTenantNeverUsesTheTemplateOfAnother() {
    publish("son-la/card-expiring", 1);

    assertThat(reason("default", null)).isEqualTo(FailureReason.NO_TEMPLATE);
    assertThat(reason("lao-cai", null)).isEqualTo(FailureReason.NO_TEMPLATE);
    assertThat(versions.catalog().isPublished("lao-cai", ID)).isFalse();
    assertThat(versions.catalog().isPublished("son-la~test", ID)).isTrue();
  }

  @Test
  void aTemplateThatIsNotPublishedDoesNotReplaceTheNationalOne() {
    publish("card-expiring", 3);
    put("son-la/card-expiring", 1, Map.of());
    versions.putPublished(published("son-la/card-expiring", null));
    assertThat(used("son-la")).isEqualTo("card-expiring/3");

    publish("son-la/card-expiring", 1);
    assertThat(used("son-la")).isEqualTo("son-la/card-expiring/1");

    versions.remove("son-la/card-expiring/published");
    versions.remove("son-la/card-expiring/1");
    assertThat(used("son-la")).isEqualTo("card-expiring/3");
    assertThat(versions.catalog().tenants()).containsOnlyKeys("default");
    assertThat(versions.usable()).isEqualTo(1);
  }

  @Test
  void anUnusableTemplateOfATenantIsNotSilentlyReplaced() {
    publish("card-expiring", 3);
    put("son-la/card-expiring", 1, Map.of("broken", true));
    versions.putPublished(published("son-la/card-expiring", 1));

    assertThat(reason("son-la", null)).isEqualTo(FailureReason.UNUSABLE_TEMPLATE);
    assertThat(unusable).containsExactly("son-la/card-expiring/1");
  }

  @Test
  void aPinnedVersionIsThatOfTheTemplateInUse() {
    publish("card-expiring", 3);
    assertThat(used("son-la", 3)).isEqualTo("card-expiring/3");

    publish("son-la/card-expiring", 1);
    assertThat(reason("son-la", 3)).isEqualTo(FailureReason.UNKNOWN_TEMPLATE_VERSION);
    assertThat(used("son-la", 1)).isEqualTo("son-la/card-expiring/1");
  }

  @Test
  void aVersionOfANationalTemplateThatIsRetiredCanStillBePinned() {
    put("card-expiring", 2, Map.of());
    versions.putPublished(published("card-expiring", null));

    assertThat(used("son-la", 2)).isEqualTo("card-expiring/2");
    assertThat(reason("son-la", null)).isEqualTo(FailureReason.NO_TEMPLATE);
  }

  private void publish(String fullName, int version) {
    put(fullName, version, Map.of());
    versions.putPublished(published(fullName, version));
  }

  private void put(String fullName, int version, Map<String, Object> source) {
    versions.putVersion(new TemplateRecord(TemplateRecord.VERSION, fullName, version, source));
  }

  private static PublishedVersionRecord published(String fullName, @Nullable Integer version) {
    return new PublishedVersionRecord(
        PublishedVersionRecord.VERSION, fullName, version, NOW, 1, Map.of());
  }

  private String used(String tenant) {
    return used(tenant, null);
  }

  private String used(String tenant, @Nullable Integer pinned) {
    return versions.catalog().lookUp(tenant, ID, pinned)
            instanceof TemplateLookup.Found(Renderer renderer, PublishedVersionRecord _)
        ? keys.getOrDefault(renderer, "?")
        : "none";
  }

  private @Nullable FailureReason reason(String tenant, @Nullable Integer pinned) {
    return versions.catalog().lookUp(tenant, ID, pinned)
            instanceof TemplateLookup.Missing(FailureReason reason, String _)
        ? reason
        : null;
  }
}
